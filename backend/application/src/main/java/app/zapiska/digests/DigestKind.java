package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.AccountSettings.Daily;
import app.zapiska.accounts.AccountSettings.Digests;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The names stand in the database, the codes in the buttons of old messages: both are kept for ever. */
enum DigestKind {
    /** The next one says the same. */
    URGENT("u", Duration.ofHours(2), false),
    /** At noon nobody plans their morning. */
    MORNING("m", Duration.ofHours(4), true),
    EVENING("e", Duration.ofHours(3), true),
    WEEKLY("w", Duration.ofDays(1), false),
    /** Loans whose ceiling has been reached: looked for once a day, and most days there is none. */
    CEILING("c", Duration.ofDays(1), false);

    /** When nobody has chosen a time: late enough for whoever is written to around the clock. */
    private static final LocalTime UNLESS_CHOSEN = LocalTime.of(10, 0);

    private final String code;
    private final Duration worth;
    private final boolean ofItsDay;

    DigestKind(String code, Duration worth, boolean ofItsDay) {
        this.code = code;
        this.worth = worth;
        this.ofItsDay = ofItsDay;
    }

    /** What this version takes in hand: what a newer one has besides is that one's. */
    static String[] known() {
        return Stream.of(values()).map(DigestKind::name).toArray(String[]::new);
    }

    String code() {
        return code;
    }

    static Optional<DigestKind> ofCode(String code) {
        return Stream.of(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }

    /** For how long after its moment it is made up for. */
    Duration worth() {
        return worth;
    }

    /** Whether it says «today»: then it is nothing for the day after. */
    boolean ofItsDay() {
        return ofItsDay;
    }

    /** Whether it is about nothing but payments: then a pause that spares those spares it. */
    boolean aboutPayments() {
        return this == URGENT || this == CEILING;
    }

    /** Whether it tells each thing once: what one has not brought, the next one does, and never two of them. */
    boolean news() {
        return this == CEILING;
    }

    /** The wall times at which it comes on a day. */
    List<LocalTime> times(AccountSettings account, LocalDate day) {
        var chosen = account.digests();
        return switch (this) {
            case URGENT -> account.digestTimes();
            case MORNING -> time(chosen.morning());
            case EVENING -> time(chosen.evening());
            case WEEKLY ->
                chosen.weekly().on() && chosen.weekly().day() == day.getDayOfWeek()
                        ? List.of(chosen.weekly().at())
                        : List.of();
            // Midnight waits for the opening, whenever that is.
            case CEILING ->
                !account.loans().ceilings()
                        ? List.of()
                        : List.of(
                                account.workingHours().on(day.getDayOfWeek(), UNLESS_CHOSEN)
                                        ? UNLESS_CHOSEN
                                        : LocalTime.MIDNIGHT);
        };
    }

    private static List<LocalTime> time(Daily chosen) {
        return chosen.on() ? List.of(chosen.at()) : List.of();
    }

    boolean on(AccountSettings account) {
        return switch (this) {
            case URGENT -> !account.digestTimes().isEmpty();
            case MORNING -> account.digests().morning().on();
            case EVENING -> account.digests().evening().on();
            case WEEKLY -> account.digests().weekly().on();
            case CEILING -> account.loans().ceilings();
        };
    }

    /** The same settings with this kind on or off; its time stays. The urgent loans have no switch but their times. */
    AccountSettings turned(AccountSettings account, boolean on) {
        var now = account.digests();
        return switch (this) {
            case URGENT -> account;
            case MORNING ->
                account.withDigests(new Digests(new Daily(on, now.morning().at()), now.evening(), now.weekly()));
            case EVENING ->
                account.withDigests(
                        new Digests(now.morning(), new Daily(on, now.evening().at()), now.weekly()));
            case WEEKLY ->
                account.withDigests(new Digests(
                        now.morning(),
                        now.evening(),
                        new AccountSettings.Weekly(
                                on, now.weekly().day(), now.weekly().at())));
            case CEILING -> account.withLoans(account.loans().withCeilings(on));
        };
    }
}
