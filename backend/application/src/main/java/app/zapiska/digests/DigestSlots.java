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
 * When a digest comes: at each time that the account has chosen for its kind, once a local day. A time outside working hours
 * waits for the opening of that day; when there is none any more, the day has no such slot. In a spring gap the clock's jump
 * is added; of an autumn overlap the earlier offset counts, once.
 */
final class DigestSlots {

    /** A week, for what comes on one weekday, or if only one has working hours, and the days around it for the zone's sake. */
    private static final int DAYS_AHEAD = 8;

    private static final Duration A_DAY = Duration.ofDays(1);

    private static final Comparator<Slot> IN_ORDER =
            Comparator.comparing(Slot::at).thenComparing(Slot::date).thenComparing(Slot::time);

    private DigestSlots() {}

    /**
     * @param date and {@code time} as the person chose them, on the account's wall
     * @param at the same as an instant, inside working hours
     * @param until the last moment at which it is still worth sending
     */
    record Slot(LocalDate date, LocalTime time, Instant at, Instant until) {

        static Slot of(DigestKind kind, AccountSettings account, LocalDate date, LocalTime time, Instant at) {
            var until = at.plus(kind.worth());
            var midnight = date.plusDays(1).atStartOfDay(account.zone()).toInstant();
            return new Slot(
                    date, time, at, kind.ofItsDay() && until.isAfter(midnight) ? midnight.minusNanos(1) : until);
        }

        boolean missedAt(Instant now) {
            return now.isAfter(until);
        }
    }

    /** The slot that came last: earlier ones are settled by it, sent or not. */
    static Optional<Slot> latest(DigestKind kind, AccountSettings account, Instant now) {
        var today = account.today(now);
        return Stream.of(today.minusDays(1), today)
                .flatMap(day -> of(kind, account, day))
                .filter(slot -> !slot.at().isAfter(now))
                .max(IN_ORDER);
    }

    /** When the next slot comes after this moment; empty when the settings name none. */
    static Optional<Instant> next(DigestKind kind, AccountSettings account, Instant now) {
        return nextSlot(kind, account, now).map(Slot::at);
    }

    /** The slot that comes next after this moment; the earliest of several that wait for one opening. */
    static Optional<Slot> nextSlot(DigestKind kind, AccountSettings account, Instant now) {
        var today = account.today(now);
        return Stream.iterate(today, day -> day.plusDays(1))
                .limit(DAYS_AHEAD + 1L)
                .flatMap(day -> of(kind, account, day))
                .filter(slot -> slot.at().isAfter(now))
                .min(IN_ORDER);
    }

    /**
     * When a slot may go out that is looked at now.
     *
     * @return now or an opening later on the slot's day, of a kind that is worth a day also on the next; empty when
     *     working hours are over
     */
    static Optional<Instant> opening(DigestKind kind, AccountSettings account, LocalDate date, Instant now) {
        return kind.worth().compareTo(A_DAY) < 0 ? openingOfDay(account, date, now) : Optional.of(account.inHours(now));
    }

    private static Optional<Instant> openingOfDay(AccountSettings account, LocalDate date, Instant now) {
        return Optional.of(account.inHours(now))
                .filter(opening -> opening.equals(now) || account.today(opening).equals(date));
    }

    private static Stream<Slot> of(DigestKind kind, AccountSettings account, LocalDate day) {
        return kind.times(account, day).stream()
                .flatMap(time -> openingOfDay(
                        account, day, day.atTime(time).atZone(account.zone()).toInstant())
                        .map(at -> Slot.of(kind, account, day, time, at))
                        .stream());
    }
}
