package app.zapiska.accounts;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words about the second step of signing in, and about setting a new password without the old one. */
@MessageBundle(value = "secondfactor", locale = "ru")
public interface SecondFactorMessages {

    @Message("Код не подошёл. Если он введён верно, проверьте часы телефона: они должны идти точно.")
    String wrongCode();

    @Message("Такого кода восстановления нет, или он уже использован.")
    String wrongRecoveryCode();

    @Message("Этот код уже использован. Дождитесь следующего: он появится в течение полминуты.")
    String codeUsed();

    @Message(
            "Это код другого времени: часы телефона отстают примерно на {minutes}. Включите в телефоне автоматическую установку времени и введите новый код.")
    String clockSlow(String minutes);

    @Message(
            "Это код другого времени: часы телефона спешат примерно на {minutes}. Включите в телефоне автоматическую установку времени и введите новый код.")
    String clockFast(String minutes);

    @Message("Осталось попыток: {attempts}.")
    String attemptsLeft(int attempts);

    @Message("Попытки кончились: попробовать снова можно через {time}.")
    String noAttemptsLeft(String time);

    @Message("Слишком много неверных кодов. Код из приложения примут через {time}, код восстановления — прямо сейчас.")
    String codesLocked(String time);

    @Message(
            "Коды приложения здесь больше не проверить: у сервера сменился ключ. Войдите с кодом восстановления или попросите владельца выключить второй шаг.")
    String unreadable();

    @Message("Второй шаг уже включён")
    String alreadyOn();

    @Message("Второй шаг выключен")
    String isOff();

    @Message("Прошло больше десяти минут. Начните сначала.")
    String setupTooOld();

    @Message("Владелец меняет свой пароль в настройках, а забытый — командой make new-password на сервере.")
    String ownerChangesOwnPassword();

    @Message("Ссылка не действует: её отозвали, срок прошёл или пароль по ней уже задан. Попросите новую.")
    String resetUnknown();

    @Localized("en")
    interface English extends SecondFactorMessages {
        @Override
        @Message("The code does not fit. If you typed it right, check the clock of the phone: it must be exact.")
        String wrongCode();

        @Override
        @Message("There is no such recovery code, or it was used already.")
        String wrongRecoveryCode();

        @Override
        @Message("This code was used already. Wait for the next one: it comes within half a minute.")
        String codeUsed();

        @Override
        @Message(
                "This is the code of another time: the phone's clock is about {minutes} slow. Let the phone set its time by itself and enter a new code.")
        String clockSlow(String minutes);

        @Override
        @Message(
                "This is the code of another time: the phone's clock is about {minutes} fast. Let the phone set its time by itself and enter a new code.")
        String clockFast(String minutes);

        @Override
        @Message("Attempts left: {attempts}.")
        String attemptsLeft(int attempts);

        @Override
        @Message("No attempts left: you can try again in {time}.")
        String noAttemptsLeft(String time);

        @Override
        @Message("Too many wrong codes. A code of the app will be taken in {time}, a recovery code right now.")
        String codesLocked(String time);

        @Override
        @Message(
                "Codes of the app can't be checked here any more: the server has another key. Sign in with a recovery code, or ask the owner to switch the second step off.")
        String unreadable();

        @Override
        @Message("The second step is on already")
        String alreadyOn();

        @Override
        @Message("The second step is off")
        String isOff();

        @Override
        @Message("More than ten minutes have passed. Start again.")
        String setupTooOld();

        @Override
        @Message(
                "The owner changes their password in the settings, and a forgotten one by make new-password on the server.")
        String ownerChangesOwnPassword();

        @Override
        @Message(
                "The link does not work: it was withdrawn, has expired, or a password was set by it. Ask for a new one.")
        String resetUnknown();
    }
}
