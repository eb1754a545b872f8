package app.zapiska.telegram;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the bot says by itself, whatever it is used for. */
@MessageBundle(value = "bot", locale = "ru")
public interface BotTexts {

    @Message(
            "Записная книжка на связи. Сюда будут приходить напоминания; под каждым есть кнопки «Выполнил» и «Отложить».")
    String welcome();

    @Message("Готово: этот чат привязан. Сюда будут приходить напоминания.")
    String linked();

    @Message("Почти готово. Откройте настройки на странице и подтвердите, что это вы.")
    String linkAsked();

    @Message("На странице ответили, что это не вы. Чат не привязан.")
    String linkDeclined();

    @Message("Этот чат больше не привязан: напоминания сюда не придут, кнопки не действуют.")
    String unlinked();

    @Message("Этот чат не привязан к вашей записной книжке: кнопки здесь не действуют.")
    String elsewhere();

    @Message("Ссылка устарела. Откройте настройки и создайте новую.")
    String linkExpired();

    @Message("Такой ссылки нет: возможно, она уже использована. Откройте настройки и создайте новую.")
    String linkUnknown();

    @Message("Этот чат уже привязан к другой учётной записи. Сначала отвяжите его там.")
    String chatTaken();

    @Message("Слишком много попыток. Попробуйте через несколько минут.")
    String tooManyTries();

    @Message(
            "Я напоминаю о задачах и платежах, пока вы не ответите.\n\n✅ Выполнил — задача выполнена, больше не напоминаю. Ошиблись — «Вернуть».\n✅ Оплачено — платёж записан. Ошиблись — «Отменить запись».\nДругая сумма — спрошу, сколько вы заплатили.\n⏰ Отложить — напомню позже. Или ответьте на напоминание: «в 19:30», «завтра», «через 40 минут».\n\nЕсли в сообщении несколько дел или займов, нажмите на нужный: откроются его кнопки.\n\nНапишите задачу одной строкой — «завтра в 18:00 купить хлеб» — и я предложу её записать. Перешлите СМС от МФО или банка, например что платёж дошёл, — предложу записать платёж.\n\n{commands}\n/start — снова включить напоминания\n\nЗадачи, займы, сроки и рабочие часы — на странице.")
    String help(String commands);

    @Message("что я умею")
    String helpDescription();

    @Message("Такой команды я пока не знаю.")
    String unknownCommand();

    @Message(
            "Я понимаю кнопки под сообщениями, строку с задачей, например «завтра в 18:00 купить хлеб», и команду /help. Записать займ можно на странице.")
    String hint();

    @Message("Открыть Записную книжку")
    String pageButton();

    @Message("Записная книжка")
    String menuButton();

    @Message("Адрес страницы: {address}")
    String pageAddress(String address);

    @Message("Эта кнопка больше не действует.")
    String unknownButton();

    @Message("Не получилось. Попробуйте ещё раз.")
    String failed();

    @Message("Эта учётная запись — только для просмотра: менять ничего нельзя.")
    String readOnly();

    @Message(
            "Владелец записной книжки приостановил этот доступ: напоминания не приходят, кнопки не действуют. Записи целы.")
    String inactive();

    @Localized("en")
    interface English extends BotTexts {

        @Override
        @Message("Zapiska is here. Your reminders will arrive in this chat; each has the buttons “Done” and “Snooze”.")
        String welcome();

        @Override
        @Message("Done: this chat is linked. Your reminders will arrive here.")
        String linked();

        @Override
        @Message("Almost done. Open the settings on the page and confirm that it is you.")
        String linkAsked();

        @Override
        @Message("The answer on the page was that this is not you. The chat is not linked.")
        String linkDeclined();

        @Override
        @Message("This chat is no longer linked: no reminders arrive here, and the buttons do nothing.")
        String unlinked();

        @Override
        @Message("This chat is not linked to your notebook: the buttons here do nothing.")
        String elsewhere();

        @Override
        @Message("This link has expired. Open the settings and make a new one.")
        String linkExpired();

        @Override
        @Message("There is no such link: perhaps it has been used. Open the settings and make a new one.")
        String linkUnknown();

        @Override
        @Message("This chat is already linked to another account. Unlink it there first.")
        String chatTaken();

        @Override
        @Message("Too many attempts. Try again in a few minutes.")
        String tooManyTries();

        @Override
        @Message(
                "I remind you of your tasks and payments until you answer.\n\n✅ Done: the task is done, no more reminders. Pressed by mistake: “Undo”.\n✅ Paid: the payment is recorded. Pressed by mistake: “Undo the entry”.\nAnother amount: I ask how much you have paid.\n⏰ Snooze: I remind you later. Or answer a reminder: “at 19:30”, “tomorrow”, “in 40 minutes”.\n\nWhen a message is about several tasks or loans, press the one you mean: its buttons open.\n\nWrite a task in one line, “tomorrow at 18:00 buy bread”, and I offer to save it. Forward a lender’s message, such as that a payment has arrived, and I offer to record the payment.\n\n{commands}\n/start — switch reminders on again\n\nTasks, loans, deadlines and working hours are on the page.")
        String help(String commands);

        @Override
        @Message("what I can do")
        String helpDescription();

        @Override
        @Message("I do not know this command yet.")
        String unknownCommand();

        @Override
        @Message(
                "I understand the buttons below messages, a line with a task such as “tomorrow at 18:00 buy bread”, and the command /help. Loans are added on the page.")
        String hint();

        @Override
        @Message("Open Zapiska")
        String pageButton();

        @Override
        @Message("Zapiska")
        String menuButton();

        @Override
        @Message("The page is at {address}")
        String pageAddress(String address);

        @Override
        @Message("This button no longer works.")
        String unknownButton();

        @Override
        @Message("That did not work. Please try again.")
        String failed();

        @Override
        @Message("This account may only look: nothing can be changed.")
        String readOnly();

        @Override
        @Message(
                "The owner of the notebook has suspended this access: no reminders come, buttons do nothing. The notes are safe.")
        String inactive();
    }
}
