package app.zapiska.telegram;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the API says about the bot. */
@MessageBundle(value = "telegram", locale = "ru")
public interface TelegramMessages {

    @Message("Бот не настроен: укажите TELEGRAM_BOT_TOKEN и перезапустите программу.")
    String off();

    @Message("Бот ещё не выходил на связь с Telegram. Попробуйте через минуту.")
    String nameUnknown();

    @Localized("en")
    interface English extends TelegramMessages {

        @Override
        @Message("There is no bot: set TELEGRAM_BOT_TOKEN and restart the program.")
        String off();

        @Override
        @Message("The bot has not reached Telegram yet. Try again in a minute.")
        String nameUnknown();
    }
}
