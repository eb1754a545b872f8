package app.zapiska.lendermessages;

import app.zapiska.lendermessages.Draft.Kind;
import app.zapiska.lendermessages.Draft.Role;
import app.zapiska.platform.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads a message of a lender into a draft. */
public final class LenderMessage {

    /** Of a message, in characters as people count them. */
    public static final int LONGEST = Text.LONGEST;

    private static final Pattern LINK = Text.pattern(
            "https?://\\S+|www\\.\\S+|\\b[\\p{L}\\d][\\p{L}\\d-]*(?:\\.[\\p{L}\\d-]+)*\\.(?:ru|com|рф|su|net|org|me|ly|cc|link|online|site|info|io|app|xyz|top|shop|to|gl|gg|пример|test|example)\\b(?:/\\S*)?|\\b[\\p{L}\\d-]+\\.\\p{L}{2,6}/\\S+");
    private static final Pattern SHORTENED = Text.pattern(
            "\\b(?:bit\\.ly|clck\\.ru|goo\\.gl|t\\.co|is\\.gd|tinyurl\\.com|vk\\.cc|cutt\\.ly|u\\.to|qps\\.ru)/");
    private static final Pattern TIME = Text.pattern("\\b\\d{1,2}:\\d{2}\\b");
    private static final Pattern PHONE = Text.pattern(
            "(?:\\+7|(?<![\\d.,])8)[ (-]{0,2}\\d{3}[ )-]{0,2}\\d{3}[ -]?\\d{2}[ -]?\\d{2}(?!\\d)|\\bтел\\.? ?\\d{3,4}\\b|\\b(?:звоните|номеру) \\d{3,4}\\b");
    private static final Pattern CARD = Text.pattern(
            "\\d{0,6}[*xх•]+ ?\\d{4}\\b|\\bкарт[аыуеой]{0,2} ?(?:№ ?)?(?:\\.{2,3} ?)?\\d{4}\\b(?! ?(?:руб|р\\b|₽|[.,]\\d))");
    private static final Pattern PERCENT = Text.pattern("\\d+(?:[.,]\\d+)? ?%");
    private static final Pattern NUMBERED =
            Text.pattern("(?:№|#|\\bno\\.?|\\bномер(?:ом)?) ?([\\p{L}\\d][\\p{L}\\d/_-]*)");
    private static final Pattern CONTRACT = Text.pattern(
            "\\b(?:договор\\p{L}*|дог\\.?|дог-ру|займ\\p{L}*|заем|кредит\\p{L}*)(?: займа)? ((?=[\\p{L}/_-]*\\d)[\\p{L}\\d]+(?:[-/_][\\p{L}\\d]+)+|\\p{L}{1,3}\\d{4,}|\\d{6,})(?![.,]\\d|\\d| ?(?:руб|р\\b|₽|rub))");
    private static final Pattern TIMES =
            Text.pattern("\\b(\\d{1,2}) (?:равн\\p{L}* )?(?:платеж\\p{L}*|част\\p{L}*|взнос\\p{L}*)(?= по|:)");
    private static final Pattern DELAY = Text.pattern(
            "просроч\\p{L}*[^\\d]{0,25}?(\\d{1,4})(-?(?:й|ый|ой))? ?(?:дн|день|дня|дней|сут|д\\.)\\p{L}*|(\\d{1,4})(-?(?:й|ый|ой))? ?(?:дн|день|дня|дней|сут)\\p{L}*\\.? просроч");
    private static final Pattern SPAN = Text.pattern(
            "\\b\\d{1,4}(?:-?(?:й|ый|ой|го|х))? ?(?:дн|день|дня|дней|мес|час|мин|раз|сут|год|лет|недел|платеж|част|взнос|смс|sms|балл|процент)\\p{L}*");
    private static final Pattern LENDER = Pattern.compile(
            "(?:МКК|МФК|МФО|ПКО|КПК|ООО|АО|ПАО|Ломбард|[Бб]анк)\\s+(?:(?:МКК|МФК|ПКО)\\s+)?(?:[«\"“]([^»\"”]{2,40})[»\"”]|(\\p{Lu}[\\p{L}\\d-]+))");
    private static final Pattern LENDER_FIRST =
            Pattern.compile("^\\s*(\\p{Lu}[\\p{L}\\d-]{2,30}(?: \\p{Lu}[\\p{L}\\d-]+)?)\\s?:");
    private static final Pattern LENDER_AT_PHONE =
            Pattern.compile("(\\p{Lu}[\\p{L}-]{3,30})[,.]?\\s(?:тел\\.?\\s?)?(?:8|\\+7)[ (-]?\\d{3}");

    private static final Pattern OF_CONTRACT = Text.pattern("\\bот $");
    private static final Pattern OF_NUMBERED =
            Text.pattern("(?:договор|заем|займ|дог\\.)\\P{N}{0,16}\\bот $|№ ?[^ ]+ от $");
    private static final Pattern BY = Text.pattern(
            "(?:\\bдо|не позднее|не позже|\\bсрок\\p{L}*|вернуть|верните|следующ\\p{L}*|очередн\\p{L}*|перв\\p{L}*|возврат\\p{L}*|\\bк|дата платежа|новая дата|оплат\\p{L}*|платеж\\p{L}*)(?: платеж\\p{L}*| возврат\\p{L}*| оплат\\p{L}*| погаш\\p{L}*| взнос\\p{L}*)?(?: до| -| —|:|,| на)? ?$");
    private static final Pattern TODAY = Text.pattern("сегодня|последний день");
    private static final Pattern NEXT = Text.pattern("следующ|очередн|\\bдо |ближайш");

    private LenderMessage() {}

    /**
     * @param message untrusted
     * @param received the day on which it came, in the reader's zone
     */
    public static Draft read(String message, LocalDate received) {
        var text = new Text(message);
        if (Kinds.isCode(text)) {
            return Draft.nothing(Kind.CODE);
        }
        var kind = Kinds.of(text);
        var links = new ArrayList<String>();
        var phones = new ArrayList<String>();
        var contracts = new ArrayList<String>();
        text.take(LINK, match -> links.add(match.group()));
        text.take(TIME, match -> {});
        text.take(PHONE, match -> phones.add(match.group()));
        text.take(CARD, match -> {});
        text.take(PERCENT, match -> {});
        text.take(NUMBERED, match -> contracts.add(original(text, match.start(1), match.end(1))));
        text.take(CONTRACT, match -> contracts.add(original(text, match.start(1), match.end(1))));
        var delay = new ArrayList<Long>();
        text.take(DELAY, match -> {
            boolean counted = (match.group(2) != null ? match.group(2) : match.group(4)) != null;
            long days = Long.parseLong(match.group(1) != null ? match.group(1) : match.group(3));
            delay.add(counted ? days - 1 : days);
        });
        var days = new Days(text, received);
        var times = new ArrayList<Integer>();
        text.take(TIMES, match -> times.add(Integer.valueOf(match.group(1))));
        text.take(SPAN, match -> {});
        var sums = new Sums(text);
        var lender = lender(text.asWritten());
        var contract = contracts.stream().distinct().count() == 1
                ? Optional.of(contracts.getFirst())
                : Optional.<String>empty();
        if (suspicious(text, kind, links, phones, lender, contract)) {
            kind = Kind.SUSPICIOUS;
        }
        if (kind == Kind.TODAY
                && !text.says(TODAY)
                && coming(days, received).filter(received::isBefore).isPresent()) {
            kind = Kind.DUE;
        }
        var main = sum(kind, sums);
        var other = other(kind, sums, main);
        return new Draft(
                kind,
                main,
                other.map(Sums.Found::amount),
                other.map(Sums.Found::role),
                times.size() == 1 ? times.getFirst() : 1,
                date(kind, days, delay, received),
                kind == Kind.HOLIDAY && days.explicit().size() == 2
                        ? Optional.of(days.explicit().get(1).day())
                        : Optional.empty(),
                contract,
                lender,
                !links.isEmpty());
    }

    /**
     * The same of what somebody has written without saying what it is.
     *
     * @param forwarded somebody else has written it
     * @return empty when it is not surely a lender's
     */
    public static Optional<Draft> surely(String message, boolean forwarded, LocalDate received) {
        var text = new Text(message);
        var kind = Kinds.isCode(text) ? Kind.CODE : Kinds.of(text);
        return Evidence.sure(text, kind, forwarded) ? Optional.of(read(message, received)) : Optional.empty();
    }

    private static String original(Text text, int from, int to) {
        return text.original().substring(from, to);
    }

    /** Since September 2025 a lender's message names it and a phone; who wants money by a link and has neither may be anybody. */
    private static boolean suspicious(
            Text text,
            Kind kind,
            List<String> links,
            List<String> phones,
            Optional<String> lender,
            Optional<String> contract) {
        boolean wantsMoney =
                switch (kind) {
                    case UPCOMING, DUE, TODAY, OVERDUE, DISCOUNT, COURT, FAILED, CESSION -> true;
                    default -> false;
                };
        boolean leadsSomewhere = links.stream().anyMatch(link -> link.contains("/"));
        boolean named = lender.isPresent() || contract.isPresent() || !phones.isEmpty();
        return wantsMoney && leadsSomewhere && (!named || lender.isEmpty() && text.says(SHORTENED));
    }

    private static Optional<String> lender(String original) {
        for (var pattern : List.of(LENDER, LENDER_FIRST, LENDER_AT_PHONE)) {
            var match = pattern.matcher(original);
            if (match.find()) {
                return Optional.of(match.group(1) != null ? match.group(1) : match.group(2));
            }
        }
        return Optional.empty();
    }

    private static Optional<Money> sum(Kind kind, Sums sums) {
        return switch (kind) {
            case OFFER, HOLIDAY, CODE -> Optional.empty();
            case ISSUED ->
                sums.only(Role.ISSUED).or(() -> sums.several(Role.ISSUED) ? Optional.empty() : sums.only(Role.PAYMENT));
            case SERVICE, PAID, CLOSED ->
                sums.several(Role.PAYMENT)
                        ? Optional.empty()
                        : sums.only(Role.PAYMENT)
                                .or(() -> sums.only(Role.DEBT))
                                .or(() -> sums.only(Role.ISSUED))
                                .or(() -> sums.only(Role.EXTRA));
            // What was handed over is no sum to be paid: the message is about something else than it seems.
            default ->
                sums.several(Role.PAYMENT) || sums.any(Role.ISSUED)
                        ? Optional.empty()
                        : sums.only(Role.PAYMENT).or(() -> sums.only(Role.DEBT)).or(() -> sums.only(Role.EXTRA));
        };
    }

    private static Optional<Sums.Found> other(Kind kind, Sums sums, Optional<Money> main) {
        if (kind == Kind.OFFER || kind == Kind.HOLIDAY) {
            return Optional.empty();
        }
        var roles =
                kind == Kind.ISSUED ? List.of(Role.PAYMENT, Role.DEBT) : List.of(Role.REMAINING, Role.DEBT, Role.EXTRA);
        return roles.stream()
                .flatMap(role -> sums.only(role).map(sum -> new Sums.Found(sum, role)).stream())
                .filter(found -> kind == Kind.ISSUED && sums.only(Role.ISSUED).isPresent()
                        || !Optional.of(found.amount()).equals(main))
                .findFirst();
    }

    private static Optional<LocalDate> date(Kind kind, Days days, List<Long> delay, LocalDate received) {
        return switch (kind) {
            case OFFER, CODE, CESSION, COURT, SUSPICIOUS, OTHER -> Optional.empty();
            case PAID, CLOSED ->
                only(
                                days.explicit(),
                                found -> !found.day().isAfter(received)
                                        && !found.afterAny(OF_NUMBERED)
                                        && !found.afterAny(NEXT))
                        .or(() -> only(days.relative(), found -> found.day().isBefore(received)))
                        .or(() -> Optional.of(received));
            case HOLIDAY -> days.explicit().stream().map(Days.Found::day).findFirst();
            case OVERDUE ->
                delay.size() == 1
                        ? Optional.of(received.minusDays(delay.getFirst()))
                        : only(days.explicit(), found -> found.day().isBefore(received) && !found.afterAny(OF_CONTRACT))
                                .or(() -> only(
                                        days.relative(), found -> found.day().isBefore(received)));
            case TODAY -> coming(days, received).or(() -> Optional.of(received));
            case FAILED ->
                coming(days, received).or(() -> days.explicit().isEmpty() ? Optional.of(received) : Optional.empty());
            case SERVICE, UPCOMING, DUE, PROLONGATION, PROLONGED, ISSUED, RESTRUCTURING, DISCOUNT ->
                coming(days, received);
        };
    }

    /** The day to pay by: written out before said in words, and only when there is no other that it could be. */
    private static Optional<LocalDate> coming(Days days, LocalDate received) {
        Predicate<Days.Found> open = found -> !found.day().isBefore(received) && !found.afterAny(OF_CONTRACT);
        var explicit = days.explicit().stream().filter(open).toList();
        if (!explicit.isEmpty()) {
            return only(explicit, found -> true).or(() -> only(explicit, found -> found.afterAny(BY)));
        }
        return only(days.relative(), found -> !found.day().isBefore(received));
    }

    private static Optional<LocalDate> only(List<Days.Found> days, Predicate<Days.Found> which) {
        var all = days.stream().filter(which).map(Days.Found::day).distinct().toList();
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }
}
