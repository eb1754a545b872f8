package app.zapiska.platform;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;

/** In which language a request is answered: what the client asks for, else the account's, else Russian. */
public final class Language {

    public static final Locale RUSSIAN = Locale.of("ru");
    public static final Locale ENGLISH = Locale.ENGLISH;

    private static final List<Locale> SPOKEN = List.of(RUSSIAN, ENGLISH);
    private static final String OF_ACCOUNT = Language.class.getName();

    private Language() {}

    /** @param code {@code ru} or {@code en}; anything else is Russian */
    public static Locale of(String code) {
        return "en".equals(code) ? ENGLISH : RUSSIAN;
    }

    /** What is there in both languages, in the one that is spoken. */
    public static <T> T choose(Locale language, T russian, T english) {
        return ENGLISH.getLanguage().equals(language.getLanguage()) ? english : russian;
    }

    /** Called by authentication, as soon as it is known who asks. */
    public static void ofAccount(RoutingContext request, Locale language) {
        request.put(OF_ACCOUNT, language);
    }

    public static Locale of(RoutingContext request) {
        Locale ofAccount = request.get(OF_ACCOUNT);
        return wanted(request.request().getHeader("Accept-Language"), ofAccount == null ? RUSSIAN : ofAccount);
    }

    static Locale wanted(String acceptLanguage, Locale otherwise) {
        if (acceptLanguage == null || acceptLanguage.length() > 500) {
            return otherwise;
        }
        try {
            var match = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), SPOKEN);
            return match == null ? otherwise : match;
        } catch (IllegalArgumentException malformed) {
            return otherwise;
        }
    }
}
