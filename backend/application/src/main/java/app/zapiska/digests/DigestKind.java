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
    WEEKLY("w", Duration.ofDays(1), false);

    private final String code;
    private final Duration worth;
    private final boolean ofItsDay;

    DigestKind(String code, Duration worth, boolean ofItsDay) {
        this.code = code;
        this.worth = worth;
        this.ofItsDay = ofItsDay;
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
        };
    }
}
