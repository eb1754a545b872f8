package app.zapiska.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.LocalMoment;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DueTest {

    /** Half-hour offsets, both hemispheres, midnight that does not exist (Cairo, Beirut) and that comes twice (Azores). */
    private static final String[] ZONES = {
        "Europe/Moscow",
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Asia/Kolkata",
        "Africa/Cairo",
        "Asia/Beirut",
        "Atlantic/Azores",
        "Pacific/Auckland"
    };

    @Test
    @DisplayName("bug 26: a deadline without a time lasts as long as its day")
    void aDayEndsWithTheDay() {
        var due = Due.on(LocalDate.parse("2026-11-21"));

        assertThat(due.end()).isEqualTo("2026-11-22T00:00");
        assertThat(Due.of(LocalMoment.parse("2026-11-21T18:00")).end()).isEqualTo("2026-11-21T18:00");
    }

    @ParameterizedTest
    @MethodSource("clockChanges")
    @DisplayName("once missed, a deadline stays missed through the nights the clock is changed")
    void neverComesAliveAgain(ZoneId zone, ZoneOffsetTransition change) {
        var from = change.getInstant().minus(Duration.ofHours(30));
        var until = change.getInstant().plus(Duration.ofHours(30));
        var before = Due.passedUntil(from, zone);
        for (var now = from; now.isBefore(until); now = now.plus(Duration.ofMinutes(10))) {
            var passed = Due.passedUntil(now, zone);
            assertThat(passed).as("at %s", now).isAfterOrEqualTo(before);
            before = passed;
        }
    }

    @ParameterizedTest
    @MethodSource("clockChanges")
    @DisplayName("bug 26: a day's deadline is missed exactly when the day is over, in every zone")
    void theDayIsTheAccountsDay(ZoneId zone, ZoneOffsetTransition change) {
        var from = change.getInstant().minus(Duration.ofHours(50));
        var until = change.getInstant().plus(Duration.ofHours(50));
        for (var now = from; now.isBefore(until); now = now.plus(Duration.ofMinutes(10))) {
            var today = now.atZone(zone).toLocalDate();
            var passed = Due.passedUntil(now, zone);
            assertThat(Due.on(today).end()).as("today at %s", now).isAfter(passed);
            assertThat(Due.on(today.minusDays(1)).end())
                    .as("yesterday at %s", now)
                    .isBeforeOrEqualTo(passed);
        }
    }

    @Test
    @DisplayName("a deadline in the hour that comes twice is missed the first time")
    void theRepeatedHour() {
        var berlin = ZoneId.of("Europe/Berlin");
        var halfPastTwo = LocalDateTime.parse("2026-10-25T02:30");
        var firstTime = halfPastTwo.toInstant(ZoneOffset.ofHours(2));

        assertThat(Due.passedUntil(firstTime.minusSeconds(1), berlin)).isBefore(halfPastTwo);
        assertThat(Due.passedUntil(firstTime, berlin)).isEqualTo(halfPastTwo);
        assertThat(Due.passedUntil(firstTime.plus(Duration.ofMinutes(40)), berlin))
                .isAfter(halfPastTwo);
    }

    static Stream<Arguments> clockChanges() {
        return Stream.of(ZONES).map(ZoneId::of).flatMap(zone -> {
            var rules = zone.getRules();
            var spring = rules.nextTransition(Instant.parse("2026-01-01T00:00:00Z"));
            if (spring == null) {
                // No clock change there: any day will do.
                var day = LocalDateTime.parse("2026-03-29T02:00");
                var offset = rules.getOffset(day);
                return Stream.of(Arguments.of(
                        zone,
                        ZoneOffsetTransition.of(day, offset, ZoneOffset.ofTotalSeconds(offset.getTotalSeconds() - 1))));
            }
            return Stream.of(Arguments.of(zone, spring), Arguments.of(zone, rules.nextTransition(spring.getInstant())));
        });
    }
}
