package app.zapiska.platform;

import java.util.Locale;

/** A text for people that is put into words only when the reader's language is known. */
@FunctionalInterface
public interface Wording {

    /**
     * @param locale Russian or English; anything else is answered in Russian
     * @return the finished text
     */
    String in(Locale locale);
}
