package app.zapiska.law;

import io.quarkus.runtime.Startup;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Days off in Russia. The rules are dated data with their source: one file, read at start, to which a year is added when its
 * decree is out. Of years that are not in it only the weekends are known.
 */
@Startup
@Singleton
public class ProductionCalendar {

    private static final String FILE = "/production-calendar.json";

    private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    /** @param off besides weekends or on them @param working weekend days on which people work */
    private record Year(Set<MonthDay> off, Set<MonthDay> working) {}

    private final String source;
    private final LocalDate checkedOn;
    private final NavigableMap<Integer, Year> years = new TreeMap<>();

    public ProductionCalendar() {
        this(read());
    }

    ProductionCalendar(JsonObject data) {
        source = data.getString("source");
        checkedOn = LocalDate.parse(data.getString("checkedOn"));
        var byYear = data.getJsonObject("years");
        byYear.fieldNames()
                .forEach(year -> years.put(
                        Integer.valueOf(year),
                        new Year(
                                days(byYear.getJsonObject(year).getJsonArray("dayOff")),
                                days(byYear.getJsonObject(year).getJsonArray("workingWeekend")))));
        if (years.isEmpty() || years.lastKey() - years.firstKey() != years.size() - 1) {
            throw new IllegalStateException(FILE + " must hold years without a gap");
        }
    }

    private static JsonObject read() {
        try (InputStream file = ProductionCalendar.class.getResourceAsStream(FILE)) {
            return new JsonObject(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(FILE + " can't be read", e);
        }
    }

    private static Set<MonthDay> days(JsonArray days) {
        return days.stream().map(day -> MonthDay.parse("--" + day)).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether people are at rest. */
    public boolean isOff(LocalDate day) {
        return isHoliday(day) || WEEKEND.contains(day.getDayOfWeek()) && !isWorkingWeekend(day);
    }

    /** Whether that is for another reason than the day of the week, or for that one besides. */
    public boolean isHoliday(LocalDate day) {
        var year = years.get(day.getYear());
        return year != null && year.off().contains(MonthDay.from(day));
    }

    private boolean isWorkingWeekend(LocalDate day) {
        var year = years.get(day.getYear());
        return year != null && year.working().contains(MonthDay.from(day));
    }

    public List<LocalDate> daysOff(LocalDate from, LocalDate to) {
        return from.datesUntil(to.plusDays(1)).filter(this::isOff).toList();
    }

    public List<LocalDate> holidays(LocalDate from, LocalDate to) {
        return from.datesUntil(to.plusDays(1)).filter(this::isHoliday).toList();
    }

    /**
     * The day to which the law moves one on which a period ends (ГК ст. 193). A hint and no more: many lenders reckon by the
     * date of the contract, so reminders stay on that.
     *
     * @return the day itself when people work on it; empty when the way there leads into a year whose days off are not known
     */
    public Optional<LocalDate> firstWorkingDayFrom(LocalDate day) {
        return day.datesUntil(
                        knownUntil().plusDays(1).isAfter(day) ? knownUntil().plusDays(1) : day)
                .filter(one -> !isOff(one))
                .findFirst()
                .filter(found -> !day.isBefore(knownFrom()));
    }

    public LocalDate knownFrom() {
        return LocalDate.of(years.firstKey(), 1, 1);
    }

    public LocalDate knownUntil() {
        return LocalDate.of(years.lastKey(), 12, 31);
    }

    public String source() {
        return source;
    }

    public LocalDate checkedOn() {
        return checkedOn;
    }
}
