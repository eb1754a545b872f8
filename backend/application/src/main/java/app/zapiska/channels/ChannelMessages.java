package app.zapiska.channels;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What is said about the second channel. */
@MessageBundle(value = "channels", locale = "ru")
public interface ChannelMessages {

    @Message("Такого устройства нет.")
    String deviceNotFound();

    @Message("Это не адрес службы уведомлений браузера.")
    String foreignAddress();

    @Message("Это не ключ браузера.")
    String brokenKey();

    @Message("Устройств уже {most}. Уберите одно из них.")
    String tooManyDevices(int most);

    @Message("Сначала включите уведомления на каком-нибудь устройстве.")
    String noDevice();

    @Message("Записная книжка")
    String trialTitle();

    @Message("Пробное уведомление: если Telegram недоступен, напоминания придут сюда.")
    String trialBody();

    @Message("ru")
    String languageCode();

    @Message("Открыть задачу")
    String openTask();

    @Message("Открыть Записную книжку")
    String openPage();

    @Message("Отметить выполнение или отложить напоминание можно на этой странице.")
    String letterActs();

    @Message("Адрес для писем меняют в настройках.")
    String letterFooter();

    @Message("Настройки")
    String letterSettings();

    @Message("Подтвердите адрес для напоминаний")
    String confirmSubject();

    @Message(
            "Этот адрес указали в Записной книжке {site}, чтобы получать на него напоминания. Если это вы, откройте ссылку, войдите и нажмите «Подтвердить».")
    String confirmBody(String site);

    @Message("Подтвердить адрес")
    String confirmButton();

    @Message("Ссылка действует сутки и один раз. Если это не вы, ничего не делайте: писем больше не будет.")
    String confirmFooter();

    @Message("Это не адрес электронной почты.")
    String notAnAddress();

    @Message("Почтовый сервер не принимает письма на этот адрес ({code}).")
    String addressRefused(String code);

    @Message("Почта не настроена: владелец включает её настройками SMTP_HOST и SMTP_FROM.")
    String mailOff();

    @Message("Почтовый сервер сейчас не принимает письма. Попробуйте ещё раз позже.")
    String mailServerFails();

    @Message(
            "Ссылка не действует: она уже сработала, прошли сутки, была прислана новая или вы вошли под другим именем.")
    String linkUsedUp();

    @Message("Не в Telegram: чат не привязан.")
    String notLinked();

    @Message("Не в Telegram: бот заблокирован.")
    String blocked();

    @Message("Не в Telegram: он недоступен с {since}.")
    String awaySince(String since);

    @Message("Не в Telegram: он недоступен.")
    String away();

    @Localized("en")
    interface English extends ChannelMessages {

        @Override
        @Message("There is no such device.")
        String deviceNotFound();

        @Override
        @Message("This is not the address of a browser's push service.")
        String foreignAddress();

        @Override
        @Message("This is not a browser's key.")
        String brokenKey();

        @Override
        @Message("There are {most} devices already. Remove one of them.")
        String tooManyDevices(int most);

        @Override
        @Message("Switch notifications on for a device first.")
        String noDevice();

        @Override
        @Message("Zapiska")
        String trialTitle();

        @Override
        @Message("A trial: when Telegram can't be reached, reminders come here.")
        String trialBody();

        @Override
        @Message("en")
        String languageCode();

        @Override
        @Message("Open the task")
        String openTask();

        @Override
        @Message("Open Zapiska")
        String openPage();

        @Override
        @Message("Tick it off or snooze it on that page.")
        String letterActs();

        @Override
        @Message("The address for letters is changed in the settings.")
        String letterFooter();

        @Override
        @Message("Settings")
        String letterSettings();

        @Override
        @Message("Confirm the address for reminders")
        String confirmSubject();

        @Override
        @Message(
                "This address was entered at Zapiska {site}, to take reminders. If that was you, open the link, sign in and press “Confirm”.")
        String confirmBody(String site);

        @Override
        @Message("Confirm the address")
        String confirmButton();

        @Override
        @Message("The link works for a day, once. If it was not you, do nothing: no more mail will come.")
        String confirmFooter();

        @Override
        @Message("This is not an e-mail address.")
        String notAnAddress();

        @Override
        @Message("The mail server takes no mail for this address ({code}).")
        String addressRefused(String code);

        @Override
        @Message("Mail is not set up: the owner switches it on by the settings SMTP_HOST and SMTP_FROM.")
        String mailOff();

        @Override
        @Message("The mail server takes no mail now. Try again later.")
        String mailServerFails();

        @Override
        @Message(
                "The link does not work: it was used, a day has passed, a newer one was sent, or you are signed in as somebody else.")
        String linkUsedUp();

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
