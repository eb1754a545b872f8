package app.zapiska.announcements;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What is said around the owner's words, and why some are refused. */
@MessageBundle(value = "announcements", locale = "ru")
public interface AnnouncementTexts {

    @Message("Объявление владельца")
    String heading();

    @Message("Напишите текст объявления.")
    String empty();

    @Message("Не больше {max} знаков: Telegram длиннее не примет.")
    String tooLong(int max);

    @Message("Этот момент уже прошёл. Выберите другой или отправьте сейчас.")
    String past();

    @Message("Не дальше чем на год вперёд.")
    String tooFar();

    @Localized("en")
    interface English extends AnnouncementTexts {

        @Override
        @Message("A notice from the owner")
        String heading();

        @Override
        @Message("Write the text of the notice.")
        String empty();

        @Override
        @Message("At most {max} characters: Telegram takes no more.")
        String tooLong(int max);

        @Override
        @Message("This moment has passed. Choose another, or send it now.")
        String past();

        @Override
        @Message("No further than a year ahead.")
        String tooFar();
    }
}
