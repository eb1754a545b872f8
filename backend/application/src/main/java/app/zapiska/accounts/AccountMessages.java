package app.zapiska.accounts;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words about signing in and settings. */
@MessageBundle(value = "accounts", locale = "ru")
public interface AccountMessages {

    @Message("Неверный пароль. Осталось попыток: {attempts}.")
    String wrongPassword(int attempts);

    @Message("Неверный пароль. Вход с этого адреса закрыт на {minutes}.")
    String wrongPasswordAndLocked(String minutes);

    @Message("Слишком много неверных паролей. Войти можно будет через {time}.")
    String locked(String time);

    @Message("Неверное имя или пароль. Осталось попыток: {attempts}.")
    String wrongLoginOrPassword(int attempts);

    @Message("Неверное имя или пароль. Вход с этого адреса закрыт на {minutes}.")
    String wrongLoginOrPasswordAndLocked(String minutes);

    @Message("Владелец приостановил этот доступ. Войти можно будет, когда он его вернёт; записи целы.")
    String accountInactive();

    @Message("Приглашение не действует: его отозвали, срок прошёл или по нему уже вошли. Попросите новое.")
    String invitationUnknown();

    @Message("Имя для входа — латинские или русские буквы, цифры и знаки . _ - @ без пробелов")
    String loginForm();

    @Message("Такое имя для входа уже занято")
    String loginTaken();

    @Message("Больше {max} приглашений сразу нельзя: отзовите ненужные")
    String tooManyInvitations(int max);

    @Message("Больше {max} человек здесь быть не может")
    String tooManyAccounts(int max);

    @Message("Срок — не больше {max} дней")
    String expiryTooLate(int max);

    @Message("Владелец здесь один, и он остаётся: ни понизить, ни приостановить, ни удалить его нельзя.")
    String ownerStays();

    @Message("Нет такого события")
    String unknownEvent();

    @Message("Этот день уже прошёл")
    String pauseInPast();

    @Message("Пауза — не дольше года")
    String pauseTooLong();

    @Message("Укажите имя для входа")
    String loginNeeded();

    @Message("Текущий пароль неверен")
    String wrongCurrentPassword();

    @Message("Пароль — не короче {min} знаков")
    String passwordTooShort(int min);

    @Message("Пароль — не длиннее {max} знаков")
    String passwordTooLong(int max);

    @Message("Такой пароль подберут одним из первых: не годятся частые пароли, одно слово с цифрами и клавиши подряд")
    String passwordTooCommon();

    @Message("Новый пароль совпадает с нынешним")
    String passwordUnchanged();

    @Message("Это можно сделать только войдя в браузере")
    String onlyInBrowser();

    @Message("Это может только владелец этой установки.")
    String onlyOwner();

    @Message("Этот ключ только для чтения")
    String tokenReadsOnly();

    @Message("У вас доступ только для чтения")
    String accountReadsOnly();

    @Message("Срок уже прошёл")
    String expiryInPast();

    @Message("Больше {max} ключей нельзя: удалите ненужные")
    String tooManyTokens(int max);

    @Message("Нет такого часового пояса. Пример: Europe/Moscow")
    String unknownZone();

    @Message("Час конца должен быть позже часа начала")
    String hoursOutOfOrder();

    @Message("Хотя бы в один день недели бот должен работать")
    String noWorkingDay();

    @Message("День недели — от 1 (понедельник) до 7 (воскресенье)")
    String unknownWeekday();

    @Message("Нужны ровно три промежутка: для важности 1, 2 и 3")
    String repeatForEachImportance();

    @Message("Время повторяется")
    String repeatedTime();

    @Message("Нет такой валюты. Пример: RUB")
    String unknownCurrency();

    @Message("Слишком много открытых страниц. Закройте ненужные.")
    String tooManyStreams();

    @Localized("en")
    interface English extends AccountMessages {
        @Message("Wrong password. Tries left: {attempts}.")
        String wrongPassword(int attempts);

        @Message("Wrong password. Signing in from this address is closed for {minutes}.")
        String wrongPasswordAndLocked(String minutes);

        @Message("Too many wrong passwords. You can sign in in {time}.")
        String locked(String time);

        @Message("Wrong name or password. Tries left: {attempts}.")
        String wrongLoginOrPassword(int attempts);

        @Message("Wrong name or password. Signing in from this address is closed for {minutes}.")
        String wrongLoginOrPasswordAndLocked(String minutes);

        @Message(
                "The owner has suspended this access. You can sign in again once they restore it; your notes are safe.")
        String accountInactive();

        @Message("The invitation does not work: it was withdrawn, has expired or was used already. Ask for a new one.")
        String invitationUnknown();

        @Message("A sign-in name has Latin or Russian letters, digits and . _ - @, without spaces")
        String loginForm();

        @Message("This sign-in name is taken")
        String loginTaken();

        @Message("More than {max} invitations at once are not possible: withdraw some")
        String tooManyInvitations(int max);

        @Message("There can't be more than {max} people here")
        String tooManyAccounts(int max);

        @Message("At most {max} days ahead")
        String expiryTooLate(int max);

        @Message("There is one owner, who stays: they can be neither demoted nor suspended nor deleted.")
        String ownerStays();

        @Message("There is no such event")
        String unknownEvent();

        @Message("Say which login")
        String loginNeeded();

        @Message("The current password is wrong")
        String wrongCurrentPassword();

        @Message("A password has at least {min} characters")
        String passwordTooShort(int min);

        @Message("A password has at most {max} characters")
        String passwordTooLong(int max);

        @Message(
                "This password would be guessed among the first: common passwords, a single word with digits and keys in a row are no good")
        String passwordTooCommon();

        @Message("The new password is the current one")
        String passwordUnchanged();

        @Message("This can only be done signed in with a browser")
        String onlyInBrowser();

        @Override
        @Message("That day has passed")
        String pauseInPast();

        @Override
        @Message("A pause lasts a year at most")
        String pauseTooLong();

        @Override
        @Message("Only the owner of this installation may do this.")
        String onlyOwner();

        @Message("This token may only read")
        String tokenReadsOnly();

        @Message("You may only read")
        String accountReadsOnly();

        @Message("The expiry is in the past")
        String expiryInPast();

        @Message("More than {max} tokens are not possible: delete some")
        String tooManyTokens(int max);

        @Message("There is no such time zone. Example: Europe/Moscow")
        String unknownZone();

        @Message("The closing hour must be later than the opening hour")
        String hoursOutOfOrder();

        @Message("The bot must work on at least one weekday")
        String noWorkingDay();

        @Message("A weekday is 1 (Monday) to 7 (Sunday)")
        String unknownWeekday();

        @Message("Exactly three intervals are needed: for importance 1, 2 and 3")
        String repeatForEachImportance();

        @Message("The time is repeated")
        String repeatedTime();

        @Message("There is no such currency. Example: RUB")
        String unknownCurrency();

        @Message("Too many open pages. Close some.")
        String tooManyStreams();
    }
}
