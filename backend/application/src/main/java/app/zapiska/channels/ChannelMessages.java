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
    }
}
