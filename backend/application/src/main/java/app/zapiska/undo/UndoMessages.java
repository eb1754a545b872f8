package app.zapiska.undo;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Why something can't be taken back any more. */
@MessageBundle(value = "undo", locale = "ru")
public interface UndoMessages {

    @Message("Это уже отменено: второй раз отменять нечего")
    String takenAlready();

    @Message("Прошло больше 10 минут, отменить целиком уже нельзя")
    String tooLate();

    @Localized("en")
    interface English extends UndoMessages {
        @Message("This has been undone already: there is nothing to undo a second time")
        String takenAlready();

        @Message("More than 10 minutes have passed, so it can't be undone as a whole any more")
        String tooLate();
    }
}
