package app.zapiska.lendermessages;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The days of a message. Without a year it is the one nearest to the day the message came. */
final class Days {

    /** @param before what stands before it, folded */
    record Found(LocalDate day, int place, String before) {
        boolean afterAny(Pattern pattern) {
            return pattern.matcher(before).find();
        }
    }

    private static final int PAST_DAYS = 7;
    private static final int CONTEXT = 24;
    private static final String CURRENCY = "\\s?(?:руб|р\\b|₽|rub|rur|тыс|коп)";

    private static final Pattern ISO = Text.pattern("\\b(20\\d\\d)-(\\d\\d)-(\\d\\d)\\b");
    private static final Pattern FULL =
            Text.pattern("(?<![\\d/-])(?<!\\d[.,])(\\d{1,2})([./-])(\\d{1,2})\\2(20\\d\\d|\\d\\d)(?![\\d-])");
    private static final Pattern NAMED = Text.pattern(
            "\\b(\\d{1,2})(?:-?(?:го|е|ого))?\\s?(янв|фев|мар|апр|мая|май|июн|июл|авг|сен|окт|ноя|дек)\\p{L}*\\.?(?:\\s(20\\d\\d))?(?:\\s?г(?:ода|\\.|\\b))?");
    private static final Pattern SHORT =
            Text.pattern("(?<![\\d.,/'-])(\\d{1,2})([./])(\\d{2})(?![\\d]|[.,/]\\d|" + CURRENCY + ")");
    private static final Pattern RELATIVE = Text.pattern("\\b(послезавтра|завтра|сегодня|вчера)\\b");
    private static final Pattern IN_DAYS = Text.pattern("\\bчерез (\\d{1,3}) ?(?:дн|день|дня|дней|сут)\\p{L}*");
    /** «Ма» is May: March begins so as well, and stands before it. */
    private static final List<String> MONTHS =
            List.of("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек");

    /** «К оплате 12.10» may be a day and may be a sum. */
    private static final Pattern SUM_BEFORE =
            Text.pattern("(?:сумм|оплате|долг|задолж|размер|остат|платеж|внес|погас|оплат|списан)\\p{L}*:? ?$");

    private static final Pattern DAY_BEFORE = Text.pattern("(?:дата|срок|день)\\p{L}* \\p{L}+:? ?$");

    private final LocalDate received;
    private final List<Found> explicit = new ArrayList<>();
    private final List<Found> relative = new ArrayList<>();

    Days(Text text, LocalDate received) {
        this.received = received;
        text.take(ISO, match -> add(text, match, number(match, 3), number(match, 2), number(match, 1)));
        text.take(FULL, match -> add(text, match, number(match, 1), number(match, 3), year(match.group(4))));
        text.take(
                NAMED,
                match -> add(
                        text,
                        match,
                        number(match, 1),
                        month(match.group(2)),
                        match.group(3) == null ? 0 : number(match, 3)));
        text.take(SHORT, match -> {
            var before = before(text, match.start());
            if (!SUM_BEFORE.matcher(before).find() || DAY_BEFORE.matcher(before).find()) {
                add(text, match, number(match, 1), number(match, 3), 0);
            }
        });
        text.take(
                IN_DAYS,
                match -> relative.add(
                        new Found(received.plusDays(number(match, 1)), match.start(), before(text, match.start()))));
        text.take(
                RELATIVE,
                match -> relative.add(new Found(
                        received.plusDays(
                                switch (match.group(1)) {
                                    case "завтра" -> 1;
                                    case "послезавтра" -> 2;
                                    case "вчера" -> -1;
                                    default -> 0;
                                }),
                        match.start(),
                        before(text, match.start()))));
    }

    private static int month(String name) {
        for (int place = 0; place < MONTHS.size(); place++) {
            if (name.startsWith(MONTHS.get(place))) {
                return place + 1;
            }
        }
        throw new IllegalStateException(name);
    }

    private static int number(MatchResult match, int group) {
        return Integer.parseInt(match.group(group));
    }

    private static int year(String written) {
        return written.length() == 2 ? 2000 + Integer.parseInt(written) : Integer.parseInt(written);
    }

    private static String before(Text text, int place) {
        return text.folded().substring(Math.max(0, place - CONTEXT), place);
    }

    private void add(Text text, MatchResult match, int day, int month, int year) {
        date(day, month, year)
                .ifPresent(found -> explicit.add(new Found(found, match.start(), before(text, match.start()))));
    }

    /** What does not exist is no day, and stays covered: a sum it is not either. */
    private Optional<LocalDate> date(int day, int month, int year) {
        try {
            if (year > 0) {
                return Optional.of(LocalDate.of(year, month, day));
            }
            for (int next = received.getYear() - 1; next <= received.getYear() + 1; next++) {
                var first = received.minusDays(PAST_DAYS);
                var candidate = LocalDate.of(next, month, 1);
                if (day > candidate.lengthOfMonth() && !(month == 2 && day == 29)) {
                    return Optional.empty();
                }
                if (day <= candidate.lengthOfMonth()
                        && !candidate.withDayOfMonth(day).isBefore(first)) {
                    return Optional.of(candidate.withDayOfMonth(day));
                }
            }
            return Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Written out, in order. */
    List<Found> explicit() {
        return explicit;
    }

    /** «Сегодня», «завтра», «через 3 дня». */
    List<Found> relative() {
        return relative;
    }
}
