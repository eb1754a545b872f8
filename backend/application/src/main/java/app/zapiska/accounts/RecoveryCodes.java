package app.zapiska.accounts;

import app.zapiska.platform.Sha256;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Codes to keep on paper for when the phone is lost: 80 random bits each, so that their hash needs no salt and guessing them no lock. */
final class RecoveryCodes {

    static final int NUMBER = 10;

    private static final int BYTES = 10;
    private static final int GROUP = 4;
    private static final Pattern FORM = Pattern.compile("[A-Z2-7]{16}");

    private RecoveryCodes() {}

    /** Such as {@code abcd-efgh-ijkl-mnop}. */
    static List<String> of(SecureRandom random) {
        return Stream.generate(() -> one(random)).limit(NUMBER).toList();
    }

    private static String one(SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Totp.base32(bytes).toLowerCase(Locale.ROOT).replaceAll("(.{" + GROUP + "})(?!$)", "$1-");
    }

    /** @return what it is recognised by; empty for what does not look like one */
    static Optional<byte[]> hash(String typed) {
        var code = compact(typed);
        return FORM.matcher(code).matches() ? Optional.of(Sha256.of(code)) : Optional.empty();
    }

    /** As people type it: with spaces, hyphens and small letters. */
    static String compact(String typed) {
        return typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }
}
