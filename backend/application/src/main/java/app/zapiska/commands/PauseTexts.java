package app.zapiska.commands;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the chat says about a pause of the reminders. What a person typed never passes through here. */
@MessageBundle(value = "pause", locale = "ru")
public interface PauseTexts {

    @Message("сделать паузу в напоминаниях")
    String description();

    @Message("⏸ Пауза в напоминаниях")
    String title();

    @Message("Во время паузы бот молчит, а всё, чему подойдёт срок, ждёт её конца. Что присылать?")
    String kinds();

    @Message("Ничего, кроме платежей")
    String sparing();

    @Message("Совсем ничего")
    String nothing();

    @Message("До какого дня?")
    String days();

    @Message("До завтра")
    String tomorrow();

    @Message("3 дня: до {day}")
    String threeDays(String day);

    @Message("Неделя: до {day}")
    String week(String day);

    @Message("Другой день")
    String otherDay();

    @Message("До какого дня или момента? Например: «до 10 января» или «2 недели». Вопрос ждёт ответа час.")
    String asked();

    @Message("До 10 января")
    String placeholder();

    @Message("Напишите день")
    String askedToast();

    @Message(
            "До какого дня пауза, непонятно. Напишите, например, «до 10 января» или «2 недели». Пауза не изменилась, вопрос ещё ждёт ответа.")
    String unclear();

    @Message(
            "До какого дня пауза, непонятно. Напишите, например, «/pause до 10 января», или просто /pause. Пауза не изменилась.")
    String unclearCommand();

    @Message("Этот момент уже прошёл, пауза не изменилась.")
    String past();

    @Message("Пауза — не дольше года. Она не изменилась.")
    String tooLong();

    @Message("Вопрос о паузе устарел, пауза не изменилась. Напишите /pause ещё раз.")
    String expired();

    @Message("Этот вопрос больше не ждёт ответа, пауза не изменилась. Напишите /pause ещё раз.")
    String over();

    @Message("⏸ Пауза: {time}")
    String on(String time);

    @Message("Приходят только напоминания о платежах.")
    String onlyPayments();

    @Message("Не приходит ничего, о платежах тоже.")
    String nothingComes();

    @Message("Остальное придёт, когда пауза кончится: {time}.")
    String restComes(String time);

    @Message("Всё, чему подойдёт срок, придёт, когда она кончится: {time}.")
    String allComes(String time);

    @Message("до {time}")
    String until(String time);

    @Message("Пауза включена")
    String onToast();

    @Message("Изменить")
    String changeButton();

    @Message("▶️ Снять паузу")
    String endButton();

    @Message("▶️ Паузы нет")
    String ended();

    @Message("Что накопилось, придёт {time}.")
    String comes(String time);

    @Message("сейчас")
    String now();

    @Message("Паузы нет, напоминания приходят")
    String noPause();

    @Localized("en")
    interface English extends PauseTexts {

        @Override
        @Message("pause the reminders")
        String description();

        @Override
        @Message("⏸ Pausing the reminders")
        String title();

        @Override
        @Message("During a pause the bot is silent, and whatever comes due waits for its end. What shall come?")
        String kinds();

        @Override
        @Message("Nothing but payments")
        String sparing();

        @Override
        @Message("Nothing at all")
        String nothing();

        @Override
        @Message("Until which day?")
        String days();

        @Override
        @Message("Until tomorrow")
        String tomorrow();

        @Override
        @Message("3 days: until {day}")
        String threeDays(String day);

        @Override
        @Message("A week: until {day}")
        String week(String day);

        @Override
        @Message("Another day")
        String otherDay();

        @Override
        @Message(
                "Until which day or moment? For example “until 10 January” or “2 weeks”. The question waits for an hour.")
        String asked();

        @Override
        @Message("Until 10 January")
        String placeholder();

        @Override
        @Message("Write the day")
        String askedToast();

        @Override
        @Message(
                "It is not clear until which day to pause. Write, for example, “until 10 January” or “2 weeks”. The pause has not changed, the question still waits.")
        String unclear();

        @Override
        @Message(
                "It is not clear until which day to pause. Write, for example, “/pause until 10 January”, or just /pause. The pause has not changed.")
        String unclearCommand();

        @Override
        @Message("That moment has passed, the pause has not changed.")
        String past();

        @Override
        @Message("A pause lasts a year at most. It has not changed.")
        String tooLong();

        @Override
        @Message("The question about the pause has expired, the pause has not changed. Write /pause again.")
        String expired();

        @Override
        @Message("This question is no longer waiting, the pause has not changed. Write /pause again.")
        String over();

        @Override
        @Message("⏸ Paused: {time}")
        String on(String time);

        @Override
        @Message("Only reminders of payments arrive.")
        String onlyPayments();

        @Override
        @Message("Nothing arrives, not even about payments.")
        String nothingComes();

        @Override
        @Message("The rest comes when the pause is over: {time}.")
        String restComes(String time);

        @Override
        @Message("Whatever comes due arrives when it is over: {time}.")
        String allComes(String time);

        @Override
        @Message("until {time}")
        String until(String time);

        @Override
        @Message("Paused")
        String onToast();

        @Override
        @Message("Change")
        String changeButton();

        @Override
        @Message("▶️ End the pause")
        String endButton();

        @Override
        @Message("▶️ Not paused")
        String ended();

        @Override
        @Message("What has gathered comes {time}.")
        String comes(String time);

        @Override
        @Message("now")
        String now();

        @Override
        @Message("Not paused, reminders arrive")
        String noPause();
    }
}
