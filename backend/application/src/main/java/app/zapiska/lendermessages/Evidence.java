package app.zapiska.lendermessages;

import app.zapiska.lendermessages.Draft.Kind;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether a text is surely a lender's. A line that a person has written for themselves must never be taken for one: that would be a
 * task less, so what is not sure is a task.
 */
final class Evidence {

    private static final int SURE = 3;

    /** What only somebody else writes, and lenders do. */
    private static final List<Pattern> STRONG = List.of(
            Text.pattern("\\b(?:мкк|мфк|мфо|пко|ооо|пао|банк|mkk|mfk|pko)\\b.{0,3}[«\"“\\p{L}]"),
            Text.pattern("\\b(?:8|\\+7)[ (-]{0,2}(?:800|495|499|812)[ )-]{0,2}\\d"),
            Text.pattern(
                    "\\b(?:ваш\\p{L}{0,3}|vash\\p{L}{0,2}) (?:\\p{L}+ )?(?:займ|заем|договор|платеж|долг|кредит|задолжен|оплат|счет|карт|заявк|platezh|zaym|zaem|dolg|kredit|kod)"),
            Text.pattern(
                    "\\b(?:уважаем\\p{L}+|здравствуйте|добрый день|поздравля\\p{L}+|напоминаем|уведомля\\p{L}+|сообщаем|предлагаем|napominaem)\\b"),
            Text.pattern(
                    "\\b(?:зачислен\\p{L}*|поступил\\p{L}*|поступи\\p{L}+|погашен\\p{L}*|списан\\p{L}*|продлен[ао]?|пролонгирован\\p{L}*|не удалось списать|не прош(?:ел|ла|ло)|недостаточно средств|pogashen|zachislen|prinyata?|prodlen)\\b"));

    /** Without a word of loans it may be from a school or a shop. */
    private static final Pattern OF_LOANS = Text.pattern(
            "займ|\\bзаем|кредит|задолж|просроч|\\bдолг|\\b(?:мкк|мфк|мфо|пко)\\b|банк|зачислен|погаш|пролонг|продлен|списани|списан[оаы]? |каникул|рассроч|рассчита|судебн|приказ|платеж|лимит|подписк|страховк|услуг|автоплат|автоспис");

    private static final List<Pattern> WEAK = List.of(
            Text.pattern("\\b(?:вам|вас|вы|ваш\\p{L}*|vam|vas|vash\\p{L}*)\\b"),
            Text.pattern(
                    "\\b(?:займ\\p{L}*|заем|задолженност\\p{L}*|просроч\\p{L}*|договор\\p{L}*|кредит\\p{L}*|zaym\\p{L}*|dolg|prosroch\\p{L}*)\\b"),
            Text.pattern("\\d ?(?:руб|р\\b|₽|rub)"),
            Text.pattern("https?://|\\.ru\\b|\\.рф\\b"),
            Text.pattern(
                    "\\b(?:оплатите|внесите|погасите|верните|продлите|пополните|свяжитесь|позвоните|спишем|спишется|спасибо|oplatite|spasibo)\\b"),
            Text.pattern("\\b\\d{1,2}\\.\\d{2}(?:\\.20\\d\\d|\\.\\d\\d)?\\b"),
            Text.pattern("^\\p{L}[\\p{L}\\d-]{2,20}[:.] "));

    /** How a person begins what they want to do themselves. */
    private static final Pattern OWN = Text.pattern(
            "^[^\\p{L}]*(?:(?:завтра|сегодня|послезавтра|в|во|на|до|через|каждый|каждую|\\d+\\p{L}*|утром|вечером|днем|понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье|нужно|надо|не забыть|срочно|важно)[ ,:]+)*(?:заплатить|платить|оплатить|внести|купить|позвонить|отдать|перевести|погасить|проверить|записать|записаться|узнать|снять|взять|вернуть|сделать|написать|напомни\\p{L}*|забрать|закрыть|продлить|положить|пополнить|отправить|встретить\\p{L}*|поговорить|подготовить|pay|buy|call|check|remind)\\b(?!.{0,40}(?:необходимо|можно|нужно|vy|вы можете))");

    private static final Pattern SECRET = Text.pattern(
            "никому|одноразов\\p{L}*|проверочн\\p{L}*|код доступа|for login|подпишите .{0,30}код|действует \\d+ мин|не (?:сообщ|говор|перед|показыв|называ)\\p{L}*|для (?:входа|подписан|подтвержд|регистрац|оформлен)\\p{L}*|подтвержден\\p{L}*|подписани\\p{L}*|\\bваш (?:код|пароль)|смс-?код|sms-?code|\\bnikomu\\b|\\bne soob\\p{L}*|podtverzhd\\p{L}*|\\bdlya vhoda|\\bvash (?:kod|parol)|your .{0,20}code");

    private Evidence() {}

    static boolean sure(Text text, Kind kind, boolean forwarded) {
        if (kind == Kind.OTHER || text.says(OWN) && !forwarded) {
            return false;
        }
        if (kind == Kind.CODE) {
            return text.says(SECRET);
        }
        if (!text.says(OF_LOANS)) {
            return false;
        }
        long strong = STRONG.stream().filter(text::says).count();
        long weak = WEAK.stream().filter(text::says).count();
        return 2 * strong + weak >= (forwarded ? SURE - 1 : SURE);
    }
}
