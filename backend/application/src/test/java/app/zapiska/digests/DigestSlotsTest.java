package app.zapiska.digests;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.AccountSettings.Daily;
import app.zapiska.accounts.AccountSettings.Digests;
import app.zapiska.accounts.AccountSettings.Weekly;
import app.zapiska.accounts.WorkingHours;
import app.zapiska.digests.DigestSlots.Slot;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The urgent-loans message is due")
class DigestSlotsTest {

    private static final WorkingHours ALWAYS = WorkingHours.daily(0, 24);

    @Test
    void atTheAccountsDigestTimesInItsZone() {
        var moscow = Accounts.of("Europe/Moscow", WorkingHours.daily(7, 22), "10:00", "20:00");
        assertThat(next(moscow, "2027-03-10T06:59:59")).isEqualTo("2027-03-10T10:00");
        assertThat(next(moscow, "2027-03-10T10:00")).isEqualTo("2027-03-10T20:00");
        assertThat(next(moscow, "2027-03-10T20:00")).isEqualTo("2027-03-11T10:00");
        assertThat(latest(moscow, "2027-03-10T19:59")).isEqualTo("2027-03-10T10:00");
        assertThat(latest(moscow, "2027-03-10T09:59")).isEqualTo("2027-03-09T20:00");
        var vladivostok = Accounts.of("Asia/Vladivostok", WorkingHours.daily(7, 22), "10:00");
        assertThat(DigestSlots.next(DigestKind.URGENT, vladivostok, Instant.parse("2027-03-09T23:00:00Z")))
                .contains(Instant.parse("2027-03-10T00:00:00Z"));
    }

    @Test
    void neverWhenNoTimesAreChosen() {
        var none = Accounts.of("Europe/Moscow", ALWAYS);
        assertThat(DigestSlots.next(DigestKind.URGENT, none, Instant.parse("2027-03-10T00:00:00Z")))
                .isEmpty();
        assertThat(DigestSlots.latest(DigestKind.URGENT, none, Instant.parse("2027-03-10T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void forTwoHoursAndNotLonger() {
        var moscow = Accounts.of("Europe/Moscow", ALWAYS, "10:00");
        var ten = instant(moscow, "2027-03-10T10:00");
        var slot = DigestSlots.latest(DigestKind.URGENT, moscow, ten).orElseThrow();
        assertThat(slot.missedAt(ten.plus(Duration.ofHours(2)))).isFalse();
        assertThat(slot.missedAt(ten.plus(Duration.ofHours(2)).plusSeconds(1))).isTrue();
    }

    @Test
    void atTheOpeningWhenItsTimeIsBeforeWorkingHours() {
        var early = Accounts.of("Europe/Moscow", WorkingHours.daily(9, 22), "05:00", "06:00", "10:00");
        assertThat(next(early, "2027-03-10T00:00")).isEqualTo("2027-03-10T09:00");
        assertThat(DigestSlots.latest(DigestKind.URGENT, early, instant(early, "2027-03-10T09:00")))
                .as("of two that wait for the same opening the later one")
                .map(Slot::time)
                .contains(LocalTime.of(6, 0));
        assertThat(DigestSlots.latest(DigestKind.URGENT, early, instant(early, "2027-03-10T09:00"))
                        .orElseThrow()
                        .missedAt(instant(early, "2027-03-10T09:30")))
                .as("the two hours count from the opening")
                .isFalse();
    }

    @Test
    void notAtAllWhenItsTimeIsAfterWorkingHoursOrOnADayOff() {
        var late = Accounts.of("Europe/Moscow", WorkingHours.daily(7, 22), "22:00");
        assertThat(DigestSlots.next(DigestKind.URGENT, late, Instant.parse("2027-03-10T00:00:00Z")))
                .isEmpty();
        var weekdays = new WorkingHours(
                new WorkingHours.Hours(7, 22),
                Map.of(DayOfWeek.SATURDAY, Optional.empty(), DayOfWeek.SUNDAY, Optional.empty()));
        assertThat(next(Accounts.of("Europe/Moscow", weekdays, "10:00"), "2027-03-12T10:00"))
                .isEqualTo("2027-03-15T10:00");
    }

    @Test
    void acrossMidnightAsLongAsItIsWorthIt() {
        var moscow = Accounts.of("Europe/Moscow", ALWAYS, "23:59");
        assertThat(latest(moscow, "2027-03-11T00:30")).isEqualTo("2027-03-10T23:59");
        assertThat(DigestSlots.opening(
                        DigestKind.URGENT, moscow, LocalDate.of(2027, 3, 10), instant(moscow, "2027-03-11T00:30")))
                .isPresent();
    }

    @Test
    void onceInTheNightThatHasAnHourTwice() {
        var berlin = Accounts.of("Europe/Berlin", ALWAYS, "02:30");
        assertThat(DigestSlots.next(DigestKind.URGENT, berlin, Instant.parse("2027-10-30T20:00:00Z")))
                .contains(Instant.parse("2027-10-31T00:30:00Z"));
        assertThat(DigestSlots.next(DigestKind.URGENT, berlin, Instant.parse("2027-10-31T00:30:00Z")))
                .as("not again an hour later")
                .contains(Instant.parse("2027-11-01T01:30:00Z"));
    }

    @Test
    void alsoInTheNightThatLacksItsTime() {
        var berlin = Accounts.of("Europe/Berlin", ALWAYS, "02:30");
        assertThat(DigestSlots.next(DigestKind.URGENT, berlin, Instant.parse("2027-03-27T20:00:00Z")))
                .contains(Instant.parse("2027-03-28T01:30:00Z"));
        assertThat(DigestSlots.latest(DigestKind.URGENT, berlin, Instant.parse("2027-03-28T01:30:00Z")))
                .contains(new Slot(
                        LocalDate.of(2027, 3, 28),
                        LocalTime.of(2, 30),
                        Instant.parse("2027-03-28T01:30:00Z"),
                        Instant.parse("2027-03-28T03:30:00Z")));
    }

    @Test
    void asOneWhenTheGapPutsTwoTimesOnOneMoment() {
        var berlin = Accounts.of("Europe/Berlin", ALWAYS, "02:00", "03:00");
        var moment = Instant.parse("2027-03-28T01:00:00Z");
        assertThat(DigestSlots.next(DigestKind.URGENT, berlin, moment.minusSeconds(1)))
                .contains(moment);
        assertThat(DigestSlots.latest(DigestKind.URGENT, berlin, moment))
                .map(Slot::time)
                .contains(LocalTime.of(3, 0));
        assertThat(DigestSlots.next(DigestKind.URGENT, berlin, moment)).contains(Instant.parse("2027-03-29T00:00:00Z"));
    }

    @Test
    @DisplayName(
            "E6: inside working hours only, each slot of a day once, in any zone and around any change of its clocks")
    void whateverTheZone() {
        var random = new Random(20261121);
        var zones = ZoneId.getAvailableZoneIds().stream()
                .sorted()
                .filter(zone -> zone.contains("/"))
                .toList();
        for (int run = 0; run < 300; run++) {
            var zone = zones.get(random.nextInt(zones.size()));
            int start = random.nextInt(23);
            var times = new HashSet<String>();
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                times.add(LocalTime.of(random.nextInt(24), random.nextInt(60)).toString());
            }
            var account = Accounts.of(
                    zone,
                    WorkingHours.daily(start, start + 1 + random.nextInt(24 - start)),
                    times.toArray(String[]::new));
            var now = Instant.parse("2027-01-01T00:00:00Z").plus(Duration.ofHours(random.nextInt(24 * 360)));
            var transition = account.zone().getRules().nextTransition(now);
            if (transition != null && random.nextBoolean()) {
                now = transition.getInstant().minus(Duration.ofHours(30));
            }
            var seen = new HashSet<String>();
            for (int i = 0; i < 20; i++) {
                var next = DigestSlots.next(DigestKind.URGENT, account, now);
                if (next.isEmpty()) {
                    break;
                }
                var slot = DigestSlots.latest(DigestKind.URGENT, account, next.get())
                        .orElseThrow();
                assertThat(next.get()).isAfter(now);
                assertThat(slot.at()).as("what comes next is then the latest").isEqualTo(next.get());
                assertThat(account.workingHours().contains(slot.at(), account.zone()))
                        .isTrue();
                assertThat(account.today(slot.at())).isEqualTo(slot.date());
                assertThat(seen.add(slot.date() + " " + slot.time()))
                        .as("%s in %s", slot, zone)
                        .isTrue();
                now = next.get();
            }
        }
    }

    // ---- the day and the week

    private static AccountSettings with(
            AccountSettings account, String morning, String evening, DayOfWeek day, String week) {
        return account.withDigests(new Digests(
                new Daily(morning != null, LocalTime.parse(morning == null ? "08:00" : morning)),
                new Daily(evening != null, LocalTime.parse(evening == null ? "21:00" : evening)),
                new Weekly(week != null, day, LocalTime.parse(week == null ? "18:00" : week))));
    }

    @Test
    void aPlanOfTheMorningIsNoneAtNoonAndNoneTomorrow() {
        var account = with(Accounts.of("Europe/Moscow", ALWAYS), "08:00", "23:00", DayOfWeek.SUNDAY, null);
        var morning = DigestSlots.latest(DigestKind.MORNING, account, instant(account, "2027-03-10T11:00"))
                .orElseThrow();
        assertThat(morning.missedAt(instant(account, "2027-03-10T12:00"))).isFalse();
        assertThat(morning.missedAt(instant(account, "2027-03-10T12:00:01"))).isTrue();
        var evening = DigestSlots.latest(DigestKind.EVENING, account, instant(account, "2027-03-10T23:10"))
                .orElseThrow();
        assertThat(evening.missedAt(instant(account, "2027-03-10T23:59:59"))).isFalse();
        assertThat(evening.missedAt(instant(account, "2027-03-11T00:00")))
                .as("what is left of today is said today")
                .isTrue();
        assertThat(DigestSlots.next(DigestKind.WEEKLY, account, instant(account, "2027-03-10T00:00")))
                .as("is off")
                .isEmpty();
    }

    @Test
    void aReviewComesOnItsWeekdayAndIsStillWorthReadingTheNextMorning() {
        var account =
                with(Accounts.of("Europe/Moscow", WorkingHours.daily(7, 22)), null, null, DayOfWeek.SUNDAY, "21:00");
        var sunday = instant(account, "2027-03-14T21:00");
        assertThat(DigestSlots.next(DigestKind.WEEKLY, account, instant(account, "2027-03-07T21:00")))
                .contains(sunday);
        assertThat(DigestSlots.latest(DigestKind.WEEKLY, account, instant(account, "2027-03-15T08:00")))
                .map(Slot::at)
                .contains(sunday);
        assertThat(DigestSlots.opening(
                        DigestKind.WEEKLY, account, LocalDate.of(2027, 3, 14), instant(account, "2027-03-14T23:00")))
                .contains(instant(account, "2027-03-15T07:00"));
        assertThat(DigestSlots.opening(
                        DigestKind.EVENING, account, LocalDate.of(2027, 3, 14), instant(account, "2027-03-14T23:00")))
                .isEmpty();
        assertThat(DigestSlots.latest(DigestKind.WEEKLY, account, instant(account, "2027-03-15T21:01"))
                        .orElseThrow()
                        .missedAt(instant(account, "2027-03-15T21:01")))
                .isTrue();
    }

    @Test
    void ceilingsAreLookedForAtTenOrWhenHoursBegin() {
        var ten = Accounts.of("Europe/Moscow", WorkingHours.daily(7, 22));
        assertThat(DigestSlots.next(DigestKind.CEILING, ten, instant(ten, "2027-03-10T10:00")))
                .contains(instant(ten, "2027-03-11T10:00"));
        var evenings = Accounts.of("Europe/Moscow", WorkingHours.daily(18, 22));
        assertThat(DigestSlots.next(DigestKind.CEILING, evenings, instant(evenings, "2027-03-10T10:00")))
                .contains(instant(evenings, "2027-03-10T18:00"));
        var early = Accounts.of("Europe/Moscow", WorkingHours.daily(5, 9));
        assertThat(DigestSlots.next(DigestKind.CEILING, early, instant(early, "2027-03-10T10:00")))
                .contains(instant(early, "2027-03-11T05:00"));
        assertThat(DigestSlots.next(
                        DigestKind.CEILING,
                        ten.withLoans(ten.loans().withCeilings(false)),
                        instant(ten, "2027-03-10T10:00")))
                .as("switched off")
                .isEmpty();
    }

    @Test
    @DisplayName("each slot once and none lost that somebody was there for, over any times, zones, nights and outages")
    void eachSlotOnce() {
        var random = new Random(20261129);
        var zones = ZoneId.getAvailableZoneIds().stream()
                .sorted()
                .filter(zone -> zone.contains("/"))
                .toList();
        for (int run = 0; run < 300; run++) {
            var account = with(
                    Accounts.of(zones.get(random.nextInt(zones.size())), ALWAYS, time(random)),
                    time(random),
                    time(random),
                    DayOfWeek.of(1 + random.nextInt(7)),
                    time(random));
            var start = Instant.parse("2027-01-01T00:00:00Z").plus(Duration.ofMinutes(random.nextInt(60 * 24 * 360)));
            var transition = account.zone().getRules().nextTransition(start);
            if (transition != null && random.nextBoolean()) {
                start = transition.getInstant().minus(Duration.ofHours(random.nextInt(72)));
            }
            for (var kind : DigestKind.values()) {
                each(kind, account, start, random);
            }
        }
    }

    /** Looks as the agenda does, at any moments, and is away at times. */
    private static void each(DigestKind kind, AccountSettings account, Instant start, Random random) {
        var looks = new TreeSet<Instant>();
        var noted = new HashSet<LocalDate>();
        var now = start;
        var nextAt = start;
        for (int i = 0; i < 60; i++) {
            now = now.plusSeconds(1 + random.nextInt(random.nextInt(8) == 0 ? 60 * 60 * 40 : 60 * 60 * 6));
            looks.add(now);
            if (!nextAt.isAfter(now)) {
                var look = now;
                // A second insert of the same slot is what the unique key prevents.
                DigestSlots.latest(kind, account, now)
                        .filter(latest -> latest.at().isAfter(start) && !latest.missedAt(look))
                        .ifPresent(latest -> noted.add(latest.date()));
                nextAt = DigestSlots.next(kind, account, now).orElseThrow();
                assertThat(nextAt).isAfter(now);
            }
        }
        var owed = new HashSet<LocalDate>();
        for (var day = account.today(start).minusDays(1); !day.isAfter(account.today(now)); day = day.plusDays(1)) {
            for (var time : kind.times(account, day)) {
                var at = day.atTime(time).atZone(account.zone()).toInstant();
                var seen = looks.ceiling(at);
                var following = DigestSlots.next(kind, account, at).orElseThrow();
                if (at.isAfter(start)
                        && seen != null
                        && seen.isBefore(following)
                        && !Slot.of(kind, account, day, time, at).missedAt(seen)) {
                    owed.add(day);
                }
            }
        }
        assertThat(noted).as("%s in %s from %s", kind, account.zone(), start).isEqualTo(owed);
    }

    private static String time(Random random) {
        return LocalTime.of(random.nextInt(24), random.nextInt(60)).toString();
    }

    private static Instant instant(AccountSettings account, String local) {
        return LocalDateTime.parse(local).atZone(account.zone()).toInstant();
    }

    private static String next(AccountSettings account, String now) {
        return local(
                account,
                DigestSlots.next(DigestKind.URGENT, account, instant(account, now))
                        .orElseThrow());
    }

    private static String latest(AccountSettings account, String now) {
        return local(
                account,
                DigestSlots.latest(DigestKind.URGENT, account, instant(account, now))
                        .orElseThrow()
                        .at());
    }

    private static String local(AccountSettings account, Instant moment) {
        return account.localTime(moment).toString();
    }
}
