package app.zapiska.platform;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import java.util.Locale;
import java.util.function.Function;

/** A text for people that is put into words only when the reader's language is known. */
@FunctionalInterface
public interface Wording {

    /**
     * @param locale Russian or English; anything else is answered in Russian
     * @return the finished text
     */
    String in(Locale locale);

    /** A message of a feature's bundle: {@code Wording.of(TaskMessages.class, m -> m.titleTooLong(200))}. */
    static <M> Wording of(Class<M> bundle, Function<M, String> message) {
        return locale -> message.apply(
                Language.ENGLISH.getLanguage().equals(locale.getLanguage())
                        ? MessageBundles.get(bundle, Localized.Literal.of("en"))
                        : MessageBundles.get(bundle));
    }
}
