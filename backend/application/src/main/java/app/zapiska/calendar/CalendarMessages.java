package app.zapiska.calendar;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the calendar and its feeds. */
@MessageBundle(value = "calendar", locale = "ru")
public interface CalendarMessages {

    @Message("Последний день раньше первого")
    String endsBeforeItBegins();

    @Message("Не больше {most} дней за один раз")
    String tooManyDays(int most);

    @Message("Больше {most} ссылок на календарь нельзя: удалите ненужные")
    String tooManyFeeds(int most);

    @Message("Записная книжка")
    String feedName();

    @Message("Задача")
    String someTask();

    @Message("Платёж")
    String somePayment();

    @Message("Часть уже оплачена. По графику: {sum}")
    String partlyPaid(String sum);

    @Localized("en")
    interface English extends CalendarMessages {

        @Override
        @Message("The last day is before the first")
        String endsBeforeItBegins();

        @Override
        @Message("At most {most} days at a time")
        String tooManyDays(int most);

        @Override
        @Message("More than {most} calendar links are not possible: delete some")
        String tooManyFeeds(int most);

        @Override
        @Message("Zapiska")
        String feedName();

        @Override
        @Message("Task")
        String someTask();

        @Override
        @Message("Payment")
        String somePayment();

        @Override
        @Message("Partly paid already. Planned: {sum}")
        String partlyPaid(String sum);
    }
}
