package app.zapiska.settings;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * Which passwords are accepted: any 8 to 128 characters that are not among the first an attacker would try. Those are what
 * lists of common passwords hold, and what people make of one word or of the order of the keys.
 */
public final class PasswordRules {

    public static final int SHORTEST = 8;
    public static final int LONGEST = 128;

    /** What is wrong with a password. */
    public enum Weakness {
        TOO_SHORT("короче " + SHORTEST + " символов", "it has fewer than " + SHORTEST + " characters"),
        TOO_LONG("длиннее " + LONGEST + " символов", "it has more than " + LONGEST + " characters"),
        TOO_COMMON(
                "его подберут одним из первых: это частый пароль, одно слово или клавиши подряд",
                "it would be guessed among the first: a common password, a single word or keys in a row");

        private final String russian;
        private final String english;

        Weakness(String russian, String english) {
            this.russian = russian;
            this.english = english;
        }

        public String russian() {
            return russian;
        }

        public String english() {
            return english;
        }
    }

    private PasswordRules() {}

    public static Optional<Weakness> objection(String password) {
        var length = password.codePointCount(0, password.length());
        if (length < SHORTEST) {
            return Optional.of(Weakness.TOO_SHORT);
        }
        if (length > LONGEST) {
            return Optional.of(Weakness.TOO_LONG);
        }
        var plain = plain(password);
        return plain.codePoints().distinct().count() <= 2 || Keyboard.isWalk(plain) || CommonWords.areAll(plain)
                ? Optional.of(Weakness.TOO_COMMON)
                : Optional.empty();
    }

    static String plain(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC).strip().toLowerCase(Locale.ROOT);
    }
}
