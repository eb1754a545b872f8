package app.zapiska.delivery;

import app.zapiska.platform.Language;
import app.zapiska.telegram.OutgoingMessage;
import io.quarkus.qute.i18n.Localized;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Writes in every account's language what no kind of messages writes. */
@Singleton
public class DeliveryFormatters {

    private final DeliveryTexts russian;
    private final DeliveryTexts english;

    DeliveryFormatters(DeliveryTexts russian, @Localized("en") DeliveryTexts english) {
        this.russian = russian;
        this.english = english;
    }

    /** What becomes of a message that speaks for nothing any more and can't be deleted. */
    OutgoingMessage outdated(Locale language) {
        return OutgoingMessage.plain(Language.choose(language, russian, english).outdated());
    }
}
