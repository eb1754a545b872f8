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

    @Message("Ссылка устарела. Откройте настройки и создайте новую.")
    String linkExpired();

    @Message("Такой ссылки нет: возможно, она уже использована. Откройте настройки и создайте новую.")
    String linkUnknown();

    @Message("Этот чат уже привязан к другой учётной записи. Сначала отвяжите его там.")
    String chatTaken();

    @Message("Слишком много попыток. Попробуйте через несколько минут.")
    String tooManyTries();

    @Message(
            "Я напоминаю о задачах и платежах, пока вы не ответите.\n\n✅ Выполнил — задача выполнена, напоминания прекращаются.\n✅ Оплатил — платёж записан; ошиблись — нажмите «Вернуть».\nДругая сумма — спрошу, сколько вы заплатили.\n⏰ Отложить — напомню позже.\n\nЗадачи, кредиты, сроки и рабочие часы настраиваются на сайте.\n\n/start — снова включить напоминания\n/help — эта подсказка")
    String help();

    @Message("Я понимаю кнопки под напоминаниями и команду /help. Задачи пока добавляются на сайте.")
    String hint();

    @Message("Эта кнопка больше не действует.")
    String unknownButton();

    @Message("Не получилось. Попробуйте ещё раз.")
    String failed();

    @Localized("en")
    interface English extends BotTexts {

        @Override
        @Message("Zapiska is here. Your reminders will arrive in this chat; each has the buttons “Done” and “Snooze”.")
        String welcome();

        @Override
        @Message("Done: this chat is linked. Your reminders will arrive here.")
        String linked();

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
        @Message("Too many tries. Try again in a few minutes.")
        String tooManyTries();

        @Override
        @Message(
                "I remind you of your tasks and payments until you react.\n\n✅ Done: the task is done, the reminders stop.\n✅ Paid: the payment is recorded; “Undo” takes it back.\nOther sum: I ask how much you have paid.\n⏰ Snooze: I remind you later.\n\nTasks, loans, deadlines and working hours are set on the website.\n\n/start: switch reminders on again\n/help: this text")
        String help();

        @Override
        @Message(
                "I understand the buttons below reminders and the command /help. Tasks are added on the website for now.")
        String hint();

        @Override
        @Message("This button no longer works.")
        String unknownButton();

        @Override
        @Message("That did not work. Please try again.")
        String failed();
    }
}
