package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When the urgent-loans message comes: at each of the account's digest times, once a local day. A time outside working hours
 * waits for the opening of that day; when there is none any more, the day has no such slot. In a spring gap the clock's jump
 * is added; of an autumn overlap the earlier offset counts, once.
 */
final class DigestSlots {

    /** Older than this, a slot is not made up for: the next one says the same. */
    static final Duration STILL_WORTH_SENDING = Duration.ofHours(2);

    /** A week, in case only one weekday has working hours, and the days around it for the zone's sake. */
    private static final int DAYS_AHEAD = 8;

    private static final Comparator<Slot> IN_ORDER =
            Comparator.comparing(Slot::at).thenComparing(Slot::date).thenComparing(Slot::time);

    private DigestSlots() {}

    /**
     * @param date and {@code time} as the person chose them, on the account's wall
     * @param at the same as an instant, inside working hours
     */
    record Slot(LocalDate date, LocalTime time, Instant at) {

        boolean missedAt(Instant now) {
            return Duration.between(at, now).compareTo(STILL_WORTH_SENDING) > 0;
        }
    }

    /** The slot that came last: earlier ones are settled by it, sent or not. */
    static Optional<Slot> latest(AccountSettings account, Instant now) {
        var today = account.today(now);
        return Stream.of(today.minusDays(1), today)
                .flatMap(day -> of(account, day))
                .filter(slot -> !slot.at().isAfter(now))
                .max(IN_ORDER);
    }

    /** When the next slot comes after this moment; empty when the settings name none. */
    static Optional<Instant> next(AccountSettings account, Instant now) {
        var today = account.today(now);
        return Stream.iterate(today, day -> day.plusDays(1))
                .limit(DAYS_AHEAD + 1L)
                .flatMap(day -> of(account, day))
                .map(Slot::at)
                .filter(at -> at.isAfter(now))
                .min(Comparator.naturalOrder());
    }

    /**
     * When a slot may go out that is looked at now.
     *
     * @return now or an opening later on the slot's day; empty when that day's working hours are over
     */
    static Optional<Instant> opening(AccountSettings account, LocalDate date, Instant now) {
        return Optional.of(account.workingHours().firstAtOrAfter(now, account.zone()))
                .filter(opening -> opening.equals(now) || account.today(opening).equals(date));
    }

    private static Stream<Slot> of(AccountSettings account, LocalDate day) {
        return account.digestTimes().stream()
                .flatMap(time -> opening(
                        account, day, day.atTime(time).atZone(account.zone()).toInstant())
                        .map(at -> new Slot(day, time, at))
                        .stream());
    }
}
