package app.zapiska.delivery;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What is said about messages, whatever they were about. */
@MessageBundle(value = "delivery", locale = "ru")
public interface DeliveryTexts {

    @Message("Это сообщение больше не актуально.")
    String outdated();

    @Localized("en")
    interface English extends DeliveryTexts {

        @Override
        @Message("This message is no longer relevant.")
        String outdated();
    }
}
