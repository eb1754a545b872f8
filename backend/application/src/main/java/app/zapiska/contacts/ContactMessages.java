package app.zapiska.contacts;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What a contact looks to exceed, why one can't be written down, and what stands in the table of them. */
@MessageBundle(value = "contacts", locale = "ru")
public interface ContactMessages {

    @Message("похоже на превышение: {nth} {thing} {span}, по закону — не больше {most}")
    String tooOften(String nth, String thing, String span, String most);

    @Message("{sentence}; как считать этот срок, закон не уточняет")
    String byOneReading(String sentence);

    @Message("за день")
    String inDay();

    @Message("за неделю (и календарную, и 7 дней подряд)")
    String inWeek();

    @Message("за 7 дней подряд")
    String inSevenDays();

    @Message("за календарную неделю")
    String inCalendarWeek();

    @Message("за месяц (и календарный, и 30 дней подряд)")
    String inMonth();

    @Message("за 30 дней подряд")
    String inThirtyDays();

    @Message("за календарный месяц")
    String inCalendarMonth();

    @Message("похоже на превышение: {thing} в {time}, по закону в рабочий день — с {from} до {until} часов")
    String outsideWorkingDay(String thing, String time, int from, int until);

    @Message("похоже на превышение: {thing} в {time}, по закону в выходной или праздник — с {from} до {until} часов")
    String outsideDayOff(String thing, String time, int from, int until);

    @Message("звонок")
    String call();

    @Message("сообщение")
    String textMessage();

    @Message("встреча")
    String meeting();

    @Message("звонок робота")
    String robotCall();

    @Message("письмо")
    String letter();

    @Message("Напишите, кто связывался, или выберите займ")
    String nobody();

    @Message("Такого займа нет: выберите другой или ни одного")
    String noSuchLoan();

    @Message("Это время ещё не наступило: укажите, когда с вами связались")
    String inFuture();

    @Message("Записей может быть не больше {most}: скачайте таблицу и удалите старые")
    String tooMany(int most);

    @Message("Дата и время;Часовой пояс;Вид;Кто;Телефон;Займ;Заметка;Похоже на превышение")
    String columns();

    @Localized("en")
    interface English extends ContactMessages {

        @Override
        @Message("looks like more than allowed: the {nth} {thing} {span}; by law no more than {most}")
        String tooOften(String nth, String thing, String span, String most);

        @Override
        @Message("{sentence}; the law does not say how to count this period")
        String byOneReading(String sentence);

        @Override
        @Message("in a day")
        String inDay();

        @Override
        @Message("in a week (of the calendar, and in 7 days on end)")
        String inWeek();

        @Override
        @Message("in 7 days on end")
        String inSevenDays();

        @Override
        @Message("in a calendar week")
        String inCalendarWeek();

        @Override
        @Message("in a month (of the calendar, and in 30 days on end)")
        String inMonth();

        @Override
        @Message("in 30 days on end")
        String inThirtyDays();

        @Override
        @Message("in a calendar month")
        String inCalendarMonth();

        @Override
        @Message("looks like more than allowed: a {thing} at {time}; by law from {from} to {until} h on a working day")
        String outsideWorkingDay(String thing, String time, int from, int until);

        @Override
        @Message("looks like more than allowed: a {thing} at {time}; by law from {from} to {until} h on a day off")
        String outsideDayOff(String thing, String time, int from, int until);

        @Override
        @Message("call")
        String call();

        @Override
        @Message("message")
        String textMessage();

        @Override
        @Message("meeting")
        String meeting();

        @Override
        @Message("robot’s call")
        String robotCall();

        @Override
        @Message("letter")
        String letter();

        @Override
        @Message("Say who it was, or choose a loan")
        String nobody();

        @Override
        @Message("There is no such loan: choose another one or none")
        String noSuchLoan();

        @Override
        @Message("That time is still to come: say when they contacted you")
        String inFuture();

        @Override
        @Message("There may be {most} entries at most: download the table and delete old ones")
        String tooMany(int most);

        @Override
        @Message("Date and time;Time zone;Kind;Who;Phone;Loan;Note;Looks like more than allowed")
        String columns();
    }
}
