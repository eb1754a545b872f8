package app.zapiska.platform;

import java.util.Locale;

/** How the API writes constants: {@code NOT_FOUND} is {@code not-found}. */
public final class Slugs {

    private Slugs() {}

    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
