package app.zapiska.lendermessages;

import app.zapiska.lendermessages.Draft.Role;
import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sums of a message, with what each is. Read after everything else that is written in digits. */
final class Sums {

    record Found(Money amount, Role role) {}

    private static final String NUMBER =
            "(?<![\\d.,'])(\\d{1,3}(?:[ .,'’]\\d{3})+(?:[.,]\\d{1,2})?|\\d{1,9}(?:[.,]\\d{1,2})?)(?![\\d]|[.,]\\d)";
    private static final String CURRENCY = "(?:руб(?:лей|лям|ля|ль|\\b)|р(?!\\p{L})|₽|rub\\b|rur\\b)";
    private static final Pattern WITH_CURRENCY =
            Text.pattern(NUMBER + "\\s?(?:(тыс|т)\\.?\\s?)?" + CURRENCY + "\\.?(?:\\s?(\\d{1,2})\\s?коп)?\\p{L}*");
    private static final Pattern BEFORE = Text.pattern("(?:rub|rur|₽)\\s?" + NUMBER);
    private static final Pattern BARE = Text.pattern(NUMBER);
    private static final Pattern GROUPS = Pattern.compile("\\d{1,3}(?:[ .,'’]\\d{3})+");

    private static final Pattern MONEY_WORD = Text.pattern(
            "(?:сумм|долг|задолж|зодолж|оплат|платеж|погас|погаш|внес|внос|верн|возврат|остат|списан|зачисл|пошлин|пополн|перевед|перевест|цена|стоит|итого|всего|минимум)[^\\d\\u0001]{0,28}$");

    private static final Pattern REMAINING = Text.pattern(
            "\\bостат\\p{L}*(?: (?:к (?:оплате|погашению|возврату)|долга|задолженности))?|\\bостал\\p{L}*+(?! ?\\d+ ?(?:дн|ден|час|сут))(?: \\p{L}+)?");
    private static final Pattern EXTRA = Text.pattern(
            "пошлин|комисси|штраф|пени\\b|пеня|пеней|неусто|скидк[аиу] (?:в )?$|в т\\. ?ч\\.|в том числе|из них|основной долг|тело займа");
    private static final Pattern DEBT =
            Text.pattern("(?:вместо|долг|задолж|зодолж)\\p{L}*(?: к (?:оплате|погашению|возврату))?");
    private static final Pattern ISSUED =
            Text.pattern("отправ|перечисл|переведен|выдан|выдач|получил|одобрен|на карту|на счет|на вашу карту");
    private static final Pattern PAYMENT =
            Text.pattern("оплат|платеж|внес|погас|верн|возврат|списан|зачисл|минимум|взнос|перевед");

    private static final Pattern HANDED_OVER = Text.pattern(
            "^[ .,]{0,3}(?:уже на (?:вашей )?карт|уже у вас|(?:успешно )?(?:выдан|отправлен|перечислен|переведен))");
    private static final Pattern OF_DEBT = Text.pattern("^[ .,]{0,3}(?:общ\\p{L}+ )?долга\\b");

    /** «До 30 000 ₽» is no sum that anybody owes. */
    private static final Pattern AT_MOST = Text.pattern("\\bдо $");

    /** What is on the person's account or card is owed to nobody. */
    private static final Pattern OWN_MONEY = Text.pattern("(?:баланс|доступно|остаток на (?:счете|карте))[: ]*$");

    private static final Pattern NEXT =
            Text.pattern("(?:следующ|очередн|ближайш)\\p{L}* (?:платеж|взнос)\\p{L}*[^\\d]{0,12}$");

    private static final int AFTER = 30;

    private final Text text;
    private final List<Found> found = new ArrayList<>();
    private int last;

    private record Raw(int from, int to, Money amount) {}

    Sums(Text text) {
        this.text = text;
        var raw = new ArrayList<Raw>();
        text.take(
                WITH_CURRENCY,
                match -> money(match.group(1), match.group(2), match.group(3))
                        .ifPresent(amount -> raw.add(new Raw(match.start(), match.end(), amount))));
        text.take(
                BEFORE,
                match -> money(match.group(1), null, null)
                        .ifPresent(amount -> raw.add(new Raw(match.start(), match.end(), amount))));
        var bare = BARE.matcher(text.open());
        while (bare.find()) {
            if (meansMoney(bare)) {
                money(bare.group(1), null, null)
                        .ifPresent(amount -> raw.add(new Raw(bare.start(), bare.end(), amount)));
            }
        }
        raw.sort((one, other) -> Integer.compare(one.from(), other.from()));
        raw.forEach(this::add);
    }

    /** A number without a currency is a sum only right after a word of money. */
    private boolean meansMoney(Matcher bare) {
        var before = text.open().substring(Math.max(0, bare.start() - 40), bare.start());
        return bare.group(1).length() >= 3 && MONEY_WORD.matcher(before).find();
    }

    private void add(Raw raw) {
        var between = text.folded().substring(last, raw.from());
        last = raw.to();
        if (AT_MOST.matcher(between).find() || OWN_MONEY.matcher(between).find()) {
            return;
        }
        // Of what comes after this payment the message tells as well.
        if (!found.isEmpty()
                && found.getLast().role() != Role.ISSUED
                && NEXT.matcher(between).find()) {
            return;
        }
        var after = text.folded()
                .substring(raw.to(), Math.min(raw.to() + AFTER, text.folded().length()));
        found.add(new Found(raw.amount(), role(between, after)));
    }

    /** The word that stands nearest before it. */
    private static Role role(String before, String after) {
        if (OF_DEBT.matcher(after).find()) {
            return Role.DEBT;
        }
        var nearest = HANDED_OVER.matcher(after).find() ? Role.ISSUED : Role.PAYMENT;
        int at = -1;
        var words = List.of(REMAINING, EXTRA, DEBT, ISSUED, PAYMENT);
        var roles = List.of(Role.REMAINING, Role.EXTRA, Role.DEBT, Role.ISSUED, Role.PAYMENT);
        for (int n = 0; n < words.size(); n++) {
            var match = words.get(n).matcher(before);
            while (match.find()) {
                if (match.end() > at) {
                    at = match.end();
                    nearest = roles.get(n);
                }
            }
        }
        return nearest;
    }

    private static Optional<Money> money(String written, String thousands, String kopecks) {
        var groups = GROUPS.matcher(written);
        String plain;
        if (groups.lookingAt()) {
            var rest = written.substring(groups.end());
            plain = groups.group().replaceAll("\\D", "") + rest.replace(',', '.');
        } else {
            plain = written.replace(',', '.');
        }
        var amount = new BigDecimal(plain);
        if (thousands != null) {
            amount = amount.multiply(BigDecimal.valueOf(1_000));
        }
        if (kopecks != null) {
            if (amount.scale() > 0) {
                return Optional.empty();
            }
            amount = amount.add(BigDecimal.valueOf(Long.parseLong(kopecks), 2));
        }
        return amount.signum() > 0 && amount.stripTrailingZeros().scale() <= 2
                ? Optional.of(new Money(amount.stripTrailingZeros().setScale(2)))
                : Optional.empty();
    }

    /** The only sum of the role; empty when there are several that differ. */
    Optional<Money> only(Role role) {
        var all = found.stream()
                .filter(one -> one.role() == role)
                .map(Found::amount)
                .distinct()
                .toList();
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    boolean any(Role role) {
        return found.stream().anyMatch(one -> one.role() == role);
    }

    boolean several(Role role) {
        return found.stream()
                        .filter(one -> one.role() == role)
                        .map(Found::amount)
                        .distinct()
                        .count()
                > 1;
    }
}
