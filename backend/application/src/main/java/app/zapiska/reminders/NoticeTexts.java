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

    @Message("По плану выплат: {day}, раньше срока")
    String byPlan(String day);

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
        @Message("By your payoff plan: {day}, before it is due")
        String byPlan(String day);

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
    }
}
