package app.zapiska.commands;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the chat says to who answers a reminder with a moment. What a person typed never passes through here. */
@MessageBundle(value = "snooze", locale = "ru")
public interface SnoozeTexts {

    @Message("⏰ Отложено до {time}")
    String until(String time);

    @Message("В это время ({wanted}) бот молчит, поэтому напомню позже: {time}.")
    String quiet(String wanted, String time);

    @Message("Это уже после срока: каждый день просрочки ≈ {sum}.")
    String dayOfDelay(String sum);

    @Message("До какого момента отложить?")
    String which();

    @Message("Что отложить до {time}?")
    String what(String time);

    @Message("Всё")
    String all();

    @Message(
            "Не понимаю, до какого момента отложить. Ответьте на напоминание временем или днём, например «в 19:30», «завтра», «через 40 минут». Ничего не отложено.")
    String unclear();

    @Message("Этот момент уже прошёл, ничего не отложено. Ответьте на напоминание ещё раз.")
    String past();

    @Message("Отложить можно не больше чем на год. Ничего не отложено.")
    String tooFar();

    @Message("Когда напомнить? Напишите время или день: «в 19:30», «завтра», «через 40 минут». Вопрос ждёт ответа час.")
    String ownQuestion();

    @Message("в 19:30")
    String ownPlaceholder();

    @Message("Напишите, когда напомнить")
    String ownToast();

    @Message(
            "Не понимаю, когда напомнить. Напишите время или день, например «в 19:30», «завтра», «через 40 минут». Ничего не отложено, вопрос ещё ждёт ответа.")
    String ownUnclear();

    @Message("Этот момент уже прошёл, ничего не отложено. Напишите другой, вопрос ещё ждёт ответа.")
    String ownPast();

    @Message("Отложить можно не больше чем на год. Ничего не отложено, вопрос ещё ждёт ответа.")
    String ownTooFar();

    @Message("Вопрос, когда напомнить, устарел, ничего не отложено. Нажмите «Своё время» ещё раз.")
    String ownExpired();

    @Message("Этот вопрос больше не ждёт ответа, сейчас ничего не отложено. Нажмите «Своё время» ещё раз.")
    String ownOver();

    @Message("Задача уже выполнена, откладывать нечего")
    String done();

    @Message("Уже оплачено, откладывать нечего")
    String paid();

    @Message("Этого больше нет, откладывать нечего")
    String gone();

    @Localized("en")
    interface English extends SnoozeTexts {

        @Override
        @Message("⏰ Snoozed until {time}")
        String until(String time);

        @Override
        @Message("The bot is silent then ({wanted}), so the reminder comes later: {time}.")
        String quiet(String wanted, String time);

        @Override
        @Message("That is after the due date: each day of delay ≈ {sum}.")
        String dayOfDelay(String sum);

        @Override
        @Message("Snooze until when?")
        String which();

        @Override
        @Message("Snooze what until {time}?")
        String what(String time);

        @Override
        @Message("All of it")
        String all();

        @Override
        @Message(
                "I don’t understand until when to snooze. Answer the reminder with a time or a day, such as “at 19:30”, “tomorrow”, “in 40 minutes”. Nothing was snoozed.")
        String unclear();

        @Override
        @Message("That moment has passed, nothing was snoozed. Answer the reminder again.")
        String past();

        @Override
        @Message("It can be snoozed for a year at most. Nothing was snoozed.")
        String tooFar();

        @Override
        @Message(
                "When shall I remind you? Write a time or a day: “at 19:30”, “tomorrow”, “in 40 minutes”. The question waits for an hour.")
        String ownQuestion();

        @Override
        @Message("at 19:30")
        String ownPlaceholder();

        @Override
        @Message("Write when to remind you")
        String ownToast();

        @Override
        @Message(
                "I don’t understand when to remind you. Write a time or a day, such as “at 19:30”, “tomorrow”, “in 40 minutes”. Nothing was snoozed, the question still waits.")
        String ownUnclear();

        @Override
        @Message("That moment has passed, nothing was snoozed. Write another one, the question still waits.")
        String ownPast();

        @Override
        @Message("It can be snoozed for a year at most. Nothing was snoozed, the question still waits.")
        String ownTooFar();

        @Override
        @Message("The question when to remind you has expired, nothing was snoozed. Press “Another time” again.")
        String ownExpired();

        @Override
        @Message("This question is no longer waiting, nothing was snoozed now. Press “Another time” again.")
        String ownOver();

        @Override
        @Message("The task is already done, there is nothing to snooze")
        String done();

        @Override
        @Message("Already paid, there is nothing to snooze")
        String paid();

        @Override
        @Message("This no longer exists, there is nothing to snooze")
        String gone();
    }
}
