package app.zapiska.recurrence;

import app.zapiska.platform.DomainException;
import app.zapiska.platform.Language;

/** Why a rule is refused, in words for whoever wrote it. Each names what would be understood instead. */
public enum RecurrenceFault {
    NOT_A_RULE(
            "Это не правило повторения. Пример: FREQ=MONTHLY;BYMONTHDAY=15",
            "This is no recurrence rule. An example: FREQ=MONTHLY;BYMONTHDAY=15"),
    TOO_LONG("Правило длиннее 500 знаков", "The rule has more than 500 characters"),
    NO_FREQ(
            "Нет частоты: правило начинается с FREQ=DAILY, WEEKLY, MONTHLY или YEARLY",
            "The frequency is missing: a rule begins with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY"),
    TOO_OFTEN(
            "%s чаще раза в день. Несколько раз в день: FREQ=DAILY;BYHOUR=9,21",
            "%s is more often than daily. Several times a day is FREQ=DAILY;BYHOUR=9,21"),
    TWICE("%s указано дважды", "%s stands there twice"),
    UNKNOWN_PART("%s не поддерживается", "%s is not supported"),
    WRONG_VALUE("%s не может быть «%s»", "%s can't be “%s”"),
    COUNT_AND_UNTIL("Нужно что-то одно: COUNT или UNTIL", "Give COUNT or UNTIL, not both"),
    NOT_TOGETHER("%s не сочетается с FREQ=%s", "%s does not go with FREQ=%s"),
    NUMBERED_DAYS(
            "Дни недели с номером (BYDAY=1MO) бывают только у FREQ=MONTHLY и YEARLY",
            "Weekdays with a number (BYDAY=1MO) go with FREQ=MONTHLY and YEARLY only"),
    NUMBERED_AND_POSITION(
            "Нужно что-то одно: номер в BYDAY или BYSETPOS", "Give numbers in BYDAY or BYSETPOS, not both"),
    NUMBERED_AND_DAYS(
            "Нужно что-то одно: номер в BYDAY или BYMONTHDAY", "Give numbers in BYDAY or BYMONTHDAY, not both"),
    POSITION_OF_NOTHING(
            "BYSETPOS выбирает из дней: добавьте BYDAY или BYMONTHDAY",
            "BYSETPOS chooses among days: add BYDAY or BYMONTHDAY"),
    POSITION_OF_TIMES(
            "BYSETPOS не сочетается с несколькими BYHOUR и BYMINUTE",
            "BYSETPOS does not go with several BYHOUR and BYMINUTE"),
    SKIP_OF_NOTHING(
            "SKIP говорит о числах месяца: без BYDAY и BYSETPOS, с FREQ=MONTHLY или YEARLY",
            "SKIP is about days of the month: without BYDAY and BYSETPOS, with FREQ=MONTHLY or YEARLY"),
    WHICH_MONTH(
            "У FREQ=YEARLY с BYMONTHDAY нужен месяц, например BYMONTH=5",
            "FREQ=YEARLY with BYMONTHDAY needs a month, such as BYMONTH=5"),
    WHICH_DAY_OF_YEAR(
            "У FREQ=YEARLY с BYDAY нужен номер (BYDAY=1MO), BYMONTH или BYSETPOS. Каждый понедельник: FREQ=WEEKLY;BYDAY=MO",
            "FREQ=YEARLY with BYDAY needs a number (BYDAY=1MO), BYMONTH or BYSETPOS. Every Monday is FREQ=WEEKLY;BYDAY=MO"),
    NEVER("По этому правилу нет ни одной даты", "No date fits this rule"),
    TIME_MISSING(
            "BYHOUR и BYMINUTE имеют смысл, только когда у срока есть время",
            "BYHOUR and BYMINUTE mean something only when the due date has a time"),
    TOO_MANY_TIMES("Не больше 24 раз в день", "At most 24 times a day"),
    DUE_MISSING("Повторяться может только задача со сроком", "Only a task with a due date can repeat");

    private final String russian;
    private final String english;

    RecurrenceFault(String russian, String english) {
        this.russian = russian;
        this.english = english;
    }

    /** @param details what stands in the rule, for the places of the text */
    public DomainException.Invalid with(Object... details) {
        return new DomainException.Invalid(
                "recurrence",
                locale -> (Language.ENGLISH.getLanguage().equals(locale.getLanguage()) ? english : russian)
                        .formatted(details));
    }
}
