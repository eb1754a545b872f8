package app.zapiska.quickadd;

import java.time.DayOfWeek;
import java.time.Month;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Weekdays and months by the form they stand in: «в среду» is a day, «в среде» is a place. */
final class DayNames {

    enum Form {
        NOMINATIVE,
        GENITIVE,
        DATIVE,
        ACCUSATIVE,
        PREPOSITIONAL,
        DATIVE_PLURAL,
        SHORT,
        ENGLISH,
        ENGLISH_SHORT
    }

    private static final Map<Form, Map<String, DayOfWeek>> WEEKDAYS = new EnumMap<>(Form.class);
    private static final Map<Form, Map<String, Month>> MONTHS = new EnumMap<>(Form.class);

    private static final Form[] CASES = {
        Form.NOMINATIVE, Form.GENITIVE, Form.DATIVE, Form.ACCUSATIVE, Form.PREPOSITIONAL, Form.DATIVE_PLURAL
    };

    static {
        weekday(DayOfWeek.MONDAY, "понедельник понедельника понедельнику понедельник понедельнике понедельникам");
        weekday(DayOfWeek.TUESDAY, "вторник вторника вторнику вторник вторнике вторникам");
        weekday(DayOfWeek.WEDNESDAY, "среда среды среде среду среде средам");
        weekday(DayOfWeek.THURSDAY, "четверг четверга четвергу четверг четверге четвергам");
        weekday(DayOfWeek.FRIDAY, "пятница пятницы пятнице пятницу пятнице пятницам");
        weekday(DayOfWeek.SATURDAY, "суббота субботы субботе субботу субботе субботам");
        weekday(DayOfWeek.SUNDAY, "воскресенье воскресенья воскресенью воскресенье воскресенье воскресеньям");
        add(WEEKDAYS, Form.SHORT, DayOfWeek.values(), "пн вт ср чт пт сб вс");
        add(WEEKDAYS, Form.ENGLISH, DayOfWeek.values(), "monday tuesday wednesday thursday friday saturday sunday");
        add(WEEKDAYS, Form.ENGLISH_SHORT, DayOfWeek.values(), "mon tue wed thu fri sat sun");
        add(WEEKDAYS, Form.ENGLISH_SHORT, DayOfWeek.values(), "mon tues weds thurs fri sat sun");
        var stems = "январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр".split(" ");
        for (var month : Month.values()) {
            var stem = stems[month.ordinal()];
            boolean hard = stem.endsWith("т");
            MONTHS.computeIfAbsent(Form.GENITIVE, form -> new HashMap<>()).put(stem + (hard ? "а" : "я"), month);
            MONTHS.computeIfAbsent(Form.DATIVE, form -> new HashMap<>()).put(stem + (hard ? "у" : "ю"), month);
            MONTHS.computeIfAbsent(Form.PREPOSITIONAL, form -> new HashMap<>()).put(stem + "е", month);
        }
        add(MONTHS, Form.SHORT, Month.values(), "янв фев мар апр мая июн июл авг сен окт ноя дек");
        add(MONTHS, Form.SHORT, Month.values(), "янв февр мар апр мая июн июл авг сент окт нояб дек");
        add(
                MONTHS,
                Form.ENGLISH,
                Month.values(),
                "january february march april may june july august september october november december");
        add(MONTHS, Form.ENGLISH_SHORT, Month.values(), "jan feb mar apr may jun jul aug sep oct nov dec");
        add(MONTHS, Form.ENGLISH_SHORT, Month.values(), "jan feb mar apr may jun jul aug sept oct nov dec");
    }

    private DayNames() {}

    static Optional<DayOfWeek> weekday(String said, Form... forms) {
        return among(WEEKDAYS, said, forms);
    }

    static Optional<Month> month(String said, Form... forms) {
        return among(MONTHS, said, forms);
    }

    private static <T> Optional<T> among(Map<Form, Map<String, T>> names, String said, Form... forms) {
        for (var form : forms) {
            var named = names.get(form);
            if (named != null && named.containsKey(said)) {
                return Optional.of(named.get(said));
            }
        }
        return Optional.empty();
    }

    private static void weekday(DayOfWeek day, String forms) {
        var form = forms.split(" ");
        for (int place = 0; place < form.length; place++) {
            WEEKDAYS.computeIfAbsent(CASES[place], any -> new HashMap<>()).put(form[place], day);
        }
    }

    private static <T> void add(Map<Form, Map<String, T>> names, Form form, T[] values, String forms) {
        var said = forms.split(" ");
        for (int place = 0; place < said.length; place++) {
            names.computeIfAbsent(form, any -> new HashMap<>()).put(said[place], values[place]);
        }
    }
}
