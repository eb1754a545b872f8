package app.zapiska.reminders;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of reminders on the screen of a device. */
@MessageBundle(value = "notice", locale = "ru")
public interface NoticeTexts {

    @Message("Напоминание о задаче")
    String task();

    @Message("Напоминание о платеже")
    String payment();

    @Message("Подробности — в Записной книжке.")
    String seePage();

    @Message("Срок: {due}")
    String due(String due);

    @Message("Осталось: {sum}")
    String remaining(String sum);

    @Message("Напоминаю повторно")
    String again();

    @Message("Выполнил")
    String done();

    @Message("Отложить")
    String snooze();

    @Message("Выполнено")
    String doneAnswer();

    @Message("Отложено")
    String snoozedAnswer();

    @Message("Не получилось. Нажмите, чтобы открыть задачу.")
    String failed();

    @Message("Открыть")
    String open();

    @Message("Не в Telegram: чат не привязан.")
    String notLinked();

    @Message("Не в Telegram: бот заблокирован.")
    String blocked();

    @Message("Не в Telegram: он недоступен с {since}.")
    String awaySince(String since);

    @Message("Не в Telegram: он недоступен.")
    String away();

    @Localized("en")
    interface English extends NoticeTexts {

        @Override
        @Message("Task reminder")
        String task();

        @Override
        @Message("Payment reminder")
        String payment();

        @Override
        @Message("See Zapiska for more.")
        String seePage();

        @Override
        @Message("Due: {due}")
        String due(String due);

        @Override
        @Message("Left to pay: {sum}")
        String remaining(String sum);

        @Override
        @Message("Reminding again")
        String again();

        @Override
        @Message("Done")
        String done();

        @Override
        @Message("Snooze")
        String snooze();

        @Override
        @Message("Done")
        String doneAnswer();

        @Override
        @Message("Snoozed")
        String snoozedAnswer();

        @Override
        @Message("It did not work. Press to open the task.")
        String failed();

        @Override
        @Message("Open")
        String open();

        @Override
        @Message("Not by Telegram: no chat is linked.")
        String notLinked();

        @Override
        @Message("Not by Telegram: the bot is blocked.")
        String blocked();

        @Override
        @Message("Not by Telegram: it has been out of reach since {since}.")
        String awaySince(String since);

        @Override
        @Message("Not by Telegram: it is out of reach.")
        String away();
    }
}
