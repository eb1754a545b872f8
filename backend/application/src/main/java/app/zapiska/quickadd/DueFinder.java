package app.zapiska.quickadd;

import app.zapiska.platform.LocalMoment;
import app.zapiska.quickadd.Meaning.Bound;
import app.zapiska.quickadd.Meaning.Clock;
import app.zapiska.quickadd.Meaning.Day;
import app.zapiska.quickadd.Meaning.Hour;
import app.zapiska.quickadd.Meaning.Moment;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts the days, times, spans and the rhythm of a line together to one moment that has not passed. What doesn't fit together
 * or leaves a choice is not taken out of the line but asked.
 */
final class DueFinder {

    private static final int MOST_CHOICES = 6;

    private final Situation situation;
    private final Optional<Rhythm> rhythm;
    private final List<Reading> taken = new ArrayList<>();
    private final List<LocalMoment> choices = new ArrayList<>();

    private Optional<Rhythm> series = Optional.empty();
    private Optional<LocalMoment> due = Optional.empty();
    private Optional<Integer> minutes = Optional.empty();

    /**
     * @param minutes from its beginning to its end
     * @param series the rhythm with its end
     * @param taken what of the line says it
     * @param choices among which to ask
     */
    record Found(
            Optional<LocalMoment> due,
            Optional<Integer> minutes,
            Optional<Rhythm> series,
            List<Reading> taken,
            List<LocalMoment> choices) {}

    DueFinder(Situation situation, Optional<Rhythm> rhythm) {
        this.situation = situation;
        this.rhythm = rhythm;
    }

    /**
     * @param sure readings with days, times and spans
     * @param doubtful those that may be no time at all
     */
    Found find(List<Reading> sure, List<Reading> doubtful) {
        series = rhythm;
        var days = new ArrayList<>(with(sure, Day.class));
        if (rhythm.isPresent()) {
            days.removeIf(this::endsTheSeries);
        }
        var clocks = with(sure, Clock.class);
        var moments = with(sure, Moment.class);
        if (!moments.isEmpty()) {
            moment(moments, days, clocks);
        } else {
            together(days, clocks);
        }
        if (due.flatMap(LocalMoment::time).isEmpty() && choices.isEmpty()) {
            doubtful.forEach(this::askWhether);
        }
        return new Found(due, minutes, series, List.copyOf(taken), choices());
    }

    private boolean endsTheSeries(Reading reading) {
        var day = reading.meaning(Day.class).orElseThrow();
        if (day.bound() != Bound.UNTIL || day.dates().size() != 1) {
            return false;
        }
        series = series.map(rule -> rule.until(day.dates().getFirst()));
        taken.add(reading);
        return true;
    }

    private void moment(List<Reading> moments, List<Reading> days, List<Reading> clocks) {
        var at = moments.stream()
                .flatMap(reading -> reading.meaning(Moment.class).orElseThrow().at().stream())
                .distinct()
                .toList();
        if (at.size() == 1 && days.isEmpty() && clocks.isEmpty() && isAhead(at.getFirst())) {
            due = Optional.of(Proposal.at(at.getFirst()));
            taken.addAll(moments);
            return;
        }
        at.stream().filter(this::isAhead).map(Proposal::at).forEach(choices::add);
        if (!days.isEmpty() || !clocks.isEmpty()) {
            ask(dates(days), times(clocks));
        }
    }

    private void together(List<Reading> days, List<Reading> clocks) {
        var dates = dates(days);
        var clock = oneClock(clocks);
        if (dates.size() > 1) {
            ask(dates, clock.map(Clock::times).orElse(times(clocks)));
            return;
        }
        var date = dates.stream().findFirst();
        if (series.isPresent()) {
            repeated(date, days, clocks, clock);
        } else if (date.isPresent()) {
            taken.addAll(days);
            due = date.map(Proposal::on);
            if (!clocks.isEmpty()) {
                onDay(date.get(), clocks, clock);
            }
        } else if (!clocks.isEmpty()) {
            next(clocks, clock);
        }
    }

    /** The one day that was said, or all that were. */
    private static List<LocalDate> dates(List<Reading> days) {
        var said = days.stream()
                .map(reading -> reading.meaning(Day.class).orElseThrow().dates())
                .toList();
        var all = said.stream().flatMap(List::stream).distinct().sorted().toList();
        var certain = said.stream()
                .filter(of -> of.size() == 1)
                .flatMap(List::stream)
                .distinct()
                .toList();
        boolean fits = certain.size() == 1 && said.stream().allMatch(of -> of.contains(certain.getFirst()));
        return fits ? certain : all;
    }

    private static List<LocalTime> times(List<Reading> clocks) {
        return clocks.stream()
                .flatMap(reading -> reading.meaning(Clock.class).orElseThrow().times().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** What several say together: «вечером в 8». Empty when they contradict each other. */
    private Optional<Clock> oneClock(List<Reading> clocks) {
        var said = new ArrayList<>(clocks.stream()
                .map(reading -> reading.meaning(Clock.class).orElseThrow())
                .distinct()
                .toList());
        rhythm.flatMap(Rhythm::time)
                .map(time -> new Clock(List.of(time), List.of(time), Optional.empty(), Hour.PART_OF_DAY))
                .filter(part -> !said.contains(part))
                .ifPresent(said::add);
        if (said.size() == 2) {
            var part = said.stream()
                    .filter(clock -> clock.hour() == Hour.PART_OF_DAY)
                    .toList();
            if (part.size() == 1) {
                var hour = said.get(said.getFirst() == part.getFirst() ? 1 : 0);
                var within = hour.halves().stream()
                        .filter(time -> isWithin(time, part.getFirst().times().getFirst()))
                        .toList();
                return within.size() == 1
                        ? Optional.of(new Clock(within, within, hour.until(), Hour.SAID))
                        : Optional.empty();
            }
        }
        return said.size() == 1 ? Optional.of(said.getFirst()) : Optional.empty();
    }

    private static boolean isWithin(LocalTime time, LocalTime part) {
        int hour = time.getHour();
        return switch (part.getHour()) {
            case 9 -> hour >= 4 && hour < 12;
            case 13, 14 -> hour >= 11 && hour < 18;
            case 19 -> hour >= 16;
            default -> hour >= 21 || hour < 6;
        };
    }

    private void onDay(LocalDate date, List<Reading> clocks, Optional<Clock> clock) {
        var ahead = clock.stream()
                .flatMap(of -> moments(date, of))
                .filter(this::isAhead)
                .toList();
        if (ahead.size() == 1) {
            settle(ahead.getFirst(), clocks, clock.orElseThrow());
        } else if (!ahead.isEmpty()) {
            ahead.forEach(moment -> choices.add(Proposal.at(moment)));
        } else {
            var times = times(clocks);
            ask(List.of(date), times);
            if (choices.isEmpty()) {
                ask(List.of(date.plusDays(1)), times);
            }
        }
    }

    private static Stream<LocalDateTime> moments(LocalDate date, Clock clock) {
        return clock.hour() == Hour.MIDNIGHT
                ? Stream.of(date.atStartOfDay(), date.plusDays(1).atStartOfDay())
                : clock.times().stream().map(date::atTime);
    }

    private void next(List<Reading> clocks, Optional<Clock> clock) {
        if (clock.isPresent() && clock.get().times().size() == 1) {
            settle(next(clock.get().times().getFirst()), clocks, clock.get());
        } else {
            times(clocks).forEach(time -> choices.add(Proposal.at(next(time))));
        }
    }

    private LocalDateTime next(LocalTime time) {
        var date = situation.today();
        while (!isAhead(date.atTime(time))) {
            date = date.plusDays(1);
        }
        return date.atTime(time);
    }

    private void settle(LocalDateTime moment, List<Reading> clocks, Clock clock) {
        due = Optional.of(Proposal.at(moment));
        taken.addAll(clocks);
        minutes = clock.until().map(until -> (int) Math.floorMod(
                Duration.between(clock.times().getFirst(), until).toMinutes(),
                Duration.ofDays(1).toMinutes()));
    }

    private void repeated(Optional<LocalDate> date, List<Reading> days, List<Reading> clocks, Optional<Clock> clock) {
        var rule = series.orElseThrow();
        var start = date.orElse(situation.today());
        boolean timed = !clocks.isEmpty() || rule.time().isPresent();
        var time =
                clock.filter(of -> of.times().size() == 1).map(of -> of.times().getFirst());
        var first = first(rule, start, time);
        if (first.isEmpty()) {
            // It would end before it begins.
            series = Optional.empty();
            taken.clear();
            return;
        }
        taken.addAll(days);
        if (!rule.saysItsDays() && date.isEmpty()) {
            // Monthly from when on?
            var later =
                    switch (rule.unit()) {
                        case WEEKLY -> first.get().plusWeeks(rule.interval());
                        case MONTHLY -> first.get().plusMonths(rule.interval());
                        default -> first.get().plusYears(rule.interval());
                    };
            var times = timed ? clock.map(Clock::times).orElse(times(clocks)) : List.<LocalTime>of();
            ask(List.of(first.get(), later), times);
            return;
        }
        if (timed && time.isEmpty()) {
            due = first.map(Proposal::on);
            for (var possible : clock.map(Clock::times).orElse(times(clocks))) {
                first(rule, start, Optional.of(possible)).ifPresent(day -> choices.add(Proposal.at(day, possible)));
            }
        } else if (timed) {
            settle(first.get().atTime(time.get()), clocks, clock.orElseThrow());
        } else {
            due = first.map(Proposal::on);
        }
    }

    private Optional<LocalDate> first(Rhythm rule, LocalDate start, Optional<LocalTime> time) {
        var first = rule.firstFrom(start);
        while (first.isPresent() && time.isPresent() && !isAhead(first.get().atTime(time.get()))) {
            first = rule.firstFrom(first.get().plusDays(1));
        }
        return first.filter(DateWords::plausible);
    }

    private void askWhether(Reading doubtful) {
        var date = due.map(LocalMoment::date);
        doubtful.meaning(Clock.class).ifPresent(clock -> {
            if (date.isPresent()) {
                ask(List.of(date.get()), clock.times());
            } else {
                clock.times().forEach(time -> choices.add(Proposal.at(next(time))));
            }
        });
        doubtful.meaning(Day.class).filter(day -> date.isEmpty()).ifPresent(day -> ask(day.dates(), List.of()));
    }

    private void ask(List<LocalDate> dates, List<LocalTime> times) {
        if (dates.isEmpty()) {
            times.forEach(time -> choices.add(Proposal.at(next(time))));
            return;
        }
        for (var date : dates) {
            if (times.isEmpty()) {
                choices.add(Proposal.on(date));
            }
            times.stream()
                    .map(date::atTime)
                    .filter(this::isAhead)
                    .map(Proposal::at)
                    .forEach(choices::add);
        }
    }

    private List<LocalMoment> choices() {
        return choices.stream()
                .distinct()
                .filter(choice -> DateWords.plausible(choice.date()))
                .sorted(Comparator.comparing(
                        choice -> choice.date().atTime(choice.time().orElse(LocalTime.MIDNIGHT))))
                .limit(MOST_CHOICES)
                .toList();
    }

    /** As the engine counts: of an hour that the clock repeats in autumn the first pass is meant. */
    private boolean isAhead(LocalDateTime moment) {
        return moment.atZone(situation.now().getZone())
                .withEarlierOffsetAtOverlap()
                .toInstant()
                .isAfter(situation.now().toInstant());
    }

    private static List<Reading> with(List<Reading> readings, Class<? extends Meaning> type) {
        return readings.stream()
                .filter(reading -> reading.meaning(type).isPresent())
                .toList();
    }
}
