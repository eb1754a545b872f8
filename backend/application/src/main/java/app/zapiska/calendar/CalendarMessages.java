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

    @Localized("en")
    interface English extends CalendarMessages {

        @Override
        @Message("The last day is before the first")
        String endsBeforeItBegins();

        @Override
        @Message("At most {most} days at a time")
        String tooManyDays(int most);
    }
}
