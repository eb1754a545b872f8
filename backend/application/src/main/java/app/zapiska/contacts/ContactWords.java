package app.zapiska.contacts;

import app.zapiska.contacts.ContactLimits.Counted;
import app.zapiska.contacts.ContactLimits.Excess;
import app.zapiska.contacts.ContactLimits.OutsideHours;
import app.zapiska.contacts.ContactLimits.Reckoned;
import app.zapiska.contacts.ContactLimits.TooOften;
import app.zapiska.law.Law.Period;
import app.zapiska.platform.Language;
import app.zapiska.platform.Wording;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What a contact looks to exceed, as a sentence. */
final class ContactWords {

    /** From the second on: whoever is the first exceeds nothing. */
    private static final List<String> MASCULINE =
            List.of("второй", "третий", "четвёртый", "пятый", "шестой", "седьмой", "восьмой", "девятый", "десятый");

    private static final List<String> FEMININE =
            List.of("вторая", "третья", "четвёртая", "пятая", "шестая", "седьмая", "восьмая", "девятая", "десятая");

    private static final List<String> NEUTER =
            List.of("второе", "третье", "четвёртое", "пятое", "шестое", "седьмое", "восьмое", "девятое", "десятое");

    private static final Map<Integer, String> NO_MORE_THAN =
            Map.of(1, "одного", 2, "двух", 4, "четырёх", 8, "восьми", 16, "шестнадцати");

    private ContactWords() {}

    static Wording of(Excess excess) {
        return switch (excess) {
            case TooOften often -> tooOften(often);
            case OutsideHours outside ->
                say(m -> {
                    var thing = thing(outside.counted(), m);
                    var time = outside.at().toString();
                    var hours = outside.allowed();
                    return outside.dayOff()
                            ? m.outsideDayOff(thing, time, hours.from(), hours.until())
                            : m.outsideWorkingDay(thing, time, hours.from(), hours.until());
                });
        };
    }

    static Wording of(ContactKind kind) {
        return say(m -> switch (kind) {
            case CALL -> m.call();
            case ROBOT_CALL -> m.robotCall();
            case MESSAGE -> m.textMessage();
            case MEETING -> m.meeting();
            case LETTER -> m.letter();
        });
    }

    private static Wording tooOften(TooOften often) {
        return language -> {
            boolean english = Language.ENGLISH.getLanguage().equals(language.getLanguage());
            return say(m -> {
                        var sentence = m.tooOften(
                                english ? englishNth(often.number()) : nth(often.counted(), often.number()),
                                thing(often.counted(), m),
                                span(often, m),
                                english ? String.valueOf(often.most()) : noMoreThan(often.counted(), often.most()));
                        boolean one = often.period() != Period.DAY && often.reckoned() != Reckoned.BOTH;
                        return one ? m.byOneReading(sentence) : sentence;
                    })
                    .in(language);
        };
    }

    private static String span(TooOften often, ContactMessages m) {
        return switch (often.period()) {
            case DAY -> m.inDay();
            case WEEK ->
                switch (often.reckoned()) {
                    case BOTH -> m.inWeek();
                    case ROLLING -> m.inSevenDays();
                    case CALENDAR -> m.inCalendarWeek();
                };
            case MONTH ->
                switch (often.reckoned()) {
                    case BOTH -> m.inMonth();
                    case ROLLING -> m.inThirtyDays();
                    case CALENDAR -> m.inCalendarMonth();
                };
        };
    }

    private static String thing(Counted counted, ContactMessages m) {
        return switch (counted) {
            case CALLS -> m.call();
            case MESSAGES -> m.textMessage();
            case MEETINGS -> m.meeting();
        };
    }

    private static String nth(Counted counted, int number) {
        var words =
                switch (counted) {
                    case CALLS -> MASCULINE;
                    case MESSAGES -> NEUTER;
                    case MEETINGS -> FEMININE;
                };
        if (number >= 2 && number < 2 + words.size()) {
            return words.get(number - 2);
        }
        return number
                + switch (counted) {
                    case CALLS -> "-й";
                    case MESSAGES -> "-е";
                    case MEETINGS -> "-я";
                };
    }

    private static String noMoreThan(Counted counted, int most) {
        return most == 1 && counted == Counted.MEETINGS
                ? "одной"
                : NO_MORE_THAN.getOrDefault(most, String.valueOf(most));
    }

    private static String englishNth(int number) {
        int tens = number / 10 % 10;
        return number
                + (tens == 1
                        ? "th"
                        : switch (number % 10) {
                            case 1 -> "st";
                            case 2 -> "nd";
                            case 3 -> "rd";
                            default -> "th";
                        });
    }

    private static Wording say(Function<ContactMessages, String> message) {
        return Wording.of(ContactMessages.class, message);
    }
}
