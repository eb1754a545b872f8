package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkingHoursTest {

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private final WorkingHours daily = WorkingHours.daily(7, 22);

    /** Eight zones: north and south, half hours, a half-hour daylight saving, a zone that skipped a day, one without. */
    static Stream<ZoneId> zones() {
        return Stream.of(
                        "Europe/Moscow",
                        "Europe/Berlin",
                        "America/New_York",
                        "America/Sao_Paulo",
                        "Asia/Kolkata",
                        "Australia/Lord_Howe",
                        "Pacific/Apia",
                        "America/Havana")
                .map(ZoneId::of);
    }

    @Test
    void theOpeningBelongsToTheHoursAndTheClosingDoesNot() {
        assertThat(daily.firstAtOrAfter(at("2026-11-21T07:00"), MOSCOW)).isEqualTo(at("2026-11-21T07:00"));
        assertThat(daily.firstAtOrAfter(at("2026-11-21T21:59:59"), MOSCOW)).isEqualTo(at("2026-11-21T21:59:59"));
        assertThat(daily.firstAtOrAfter(at("2026-11-21T22:00"), MOSCOW)).isEqualTo(at("2026-11-22T07:00"));
        assertThat(daily.firstAtOrAfter(at("2026-11-21T03:12"), MOSCOW)).isEqualTo(at("2026-11-21T07:00"));
    }

    @Test
    void zeroToTwentyFourIsAlways() {
        var always = WorkingHours.daily(0, 24);
        var random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            var moment = Instant.ofEpochSecond(1_700_000_000L + random.nextInt(100_000_000));
            assertThat(always.firstAtOrAfter(moment, ZoneId.of("America/Havana")))
                    .isEqualTo(moment);
        }
    }

    @Test
    void aDayOffIsSkippedAndAShortDayIsObeyed() {
        var hours = new WorkingHours(
                new WorkingHours.Hours(7, 22),
                Map.of(
                        DayOfWeek.SUNDAY, Optional.empty(),
                        DayOfWeek.SATURDAY, Optional.of(new WorkingHours.Hours(10, 14))));
        assertThat(hours.firstAtOrAfter(at("2026-11-21T15:00"), MOSCOW)).isEqualTo(at("2026-11-23T07:00"));
        assertThat(hours.firstAtOrAfter(at("2026-11-21T08:00"), MOSCOW)).isEqualTo(at("2026-11-21T10:00"));
    }

    @Test
    void oneWorkingDayAWeekIsFoundFromItsOwnEvening() {
        var onlyMonday = new WorkingHours(
                new WorkingHours.Hours(9, 10),
                Stream.of(DayOfWeek.values())
                        .filter(day -> day != DayOfWeek.MONDAY)
                        .collect(Collectors.toMap(day -> day, day -> Optional.empty())));
        assertThat(onlyMonday.firstAtOrAfter(at("2026-11-23T10:00"), MOSCOW)).isEqualTo(at("2026-11-30T09:00"));
    }

    @Test
    void aWeekWithoutHoursIsRefused() {
        Map<DayOfWeek, Optional<WorkingHours.Hours>> none =
                Stream.of(DayOfWeek.values()).collect(Collectors.toMap(day -> day, day -> Optional.empty()));
        assertThatThrownBy(() -> new WorkingHours(new WorkingHours.Hours(7, 22), none))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anOpeningInsideASpringGapHappensWhenTheGapEnds() {
        // Berlin, 29 March 2026: 02:00 jumps to 03:00.
        var hours = WorkingHours.daily(2, 5);
        var berlin = ZoneId.of("Europe/Berlin");
        assertThat(hours.firstAtOrAfter(Instant.parse("2026-03-29T00:30:00Z"), berlin))
                .isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
    }

    @Test
    void anOpeningInsideAnAutumnOverlapHappensOnceAtTheEarlierOffset() {
        // Berlin, 25 October 2026: 03:00 falls back to 02:00.
        var hours = WorkingHours.daily(2, 5);
        var berlin = ZoneId.of("Europe/Berlin");
        assertThat(hours.firstAtOrAfter(Instant.parse("2026-10-24T23:30:00Z"), berlin))
                .isEqualTo(Instant.parse("2026-10-25T00:00:00Z"));
    }

    @ParameterizedTest
    @MethodSource("zones")
    @DisplayName(
            "E6: moved moments are in the hours by the wall clock, never earlier, and moving twice changes nothing")
    void movedMomentsAreInsideTheHours(ZoneId zone) {
        var random = new Random(zone.hashCode());
        for (int i = 0; i < 5_000; i++) {
            int start = random.nextInt(24);
            int end = start + 1 + random.nextInt(24 - start);
            var hours = WorkingHours.daily(start, end);
            // Around both daylight-saving nights of 2026 and anywhere else.
            var moment = nearATransition(zone, random);
            var moved = hours.firstAtOrAfter(moment, zone);
            assertThat(moved).isAfterOrEqualTo(moment);
            assertThat(hours.firstAtOrAfter(moved, zone)).isEqualTo(moved);
            var local = moved.atZone(zone).toLocalTime();
            if (moved.isAfter(moment)) {
                assertThat(moved).isBeforeOrEqualTo(moment.plus(Duration.ofDays(2)));
            }
            // At the end of a gap the wall clock may already be past a closing that fell into the gap.
            assertThat(local.getHour() >= start && local.getHour() < end)
                    .as("%s in %s, hours %d-%d", local, zone, start, end)
                    .isTrue();
        }
    }

    private static Instant nearATransition(ZoneId zone, Random random) {
        var base = LocalDate.of(2026, 1, 1).atStartOfDay(zone).toInstant().plusSeconds(random.nextInt(365 * 86_400));
        var transition = zone.getRules().nextTransition(base);
        return transition == null || random.nextInt(3) == 0
                ? base
                : transition.getInstant().plusSeconds(random.nextInt(4 * 86_400) - 2 * 86_400L);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(MOSCOW).toInstant();
    }
}
