package app.zapiska.accounts;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** The text of a personal token: 256 random bits with a prefix by which secret scanners recognise it. */
final class PersonalToken {

    private static final String PREFIX = "zapiska_";
    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

    private PersonalToken() {}

    /** @param random made where the program runs: a static one would be part of a native image, the same for everybody */
    static String of(SecureRandom random) {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @return the token of a well-formed {@code Authorization: Bearer} header */
    static Optional<String> fromHeader(String authorization) {
        if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Optional.empty();
        }
        var token = authorization.substring(7).strip();
        return FORM.matcher(token).matches() ? Optional.of(token) : Optional.empty();
    }
}
