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

    @Message("Такого запроса нет: он устарел или на него уже ответили. Создайте новую ссылку.")
    String noRequest();

    @Message("Этот чат уже привязан к другой учётной записи.")
    String chatTaken();

    @Message("Этого человека в группе не видели.")
    String noPerson();

    @Message("Telegram обращается только к адресу https://…: укажите такой PUBLIC_URL и перезапустите программу.")
    String needsHttps();

    @Message("Telegram отказал: {reason}. Всё осталось как было.")
    String webhookRefused(String reason);

    @Message("Telegram не отвечает. Всё осталось как было; попробуйте ещё раз.")
    String telegramSilent();

    @Localized("en")
    interface English extends TelegramMessages {

        @Override
        @Message("There is no bot: set TELEGRAM_BOT_TOKEN and restart the program.")
        String off();

        @Override
        @Message("The bot has not reached Telegram yet. Try again in a minute.")
        String nameUnknown();

        @Override
        @Message("There is no such request: it has expired or has been answered. Make a new link.")
        String noRequest();

        @Override
        @Message("This chat is already linked to another account.")
        String chatTaken();

        @Override
        @Message("This person has not been seen in the group.")
        String noPerson();

        @Override
        @Message("Telegram calls nothing but https://…: set such a PUBLIC_URL and restart the program.")
        String needsHttps();

        @Override
        @Message("Telegram refuses: {reason}. All is as it was.")
        String webhookRefused(String reason);

        @Override
        @Message("Telegram does not answer. All is as it was; try again.")
        String telegramSilent();
    }
}
