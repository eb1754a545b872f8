package app.zapiska.accounts;

import app.zapiska.platform.Wording;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which passwords are accepted: any 8 to 128 characters that are not among the first an attacker would try. */
final class PasswordRules {

    static final int SHORTEST = 8;
    static final int LONGEST = 128;

    private static final Set<String> COMMON = common();

    private PasswordRules() {}

    /** @return what is wrong with it */
    static Optional<Wording> objection(String password) {
        var length = password.codePointCount(0, password.length());
        if (length < SHORTEST) {
            return Optional.of(Wording.of(AccountMessages.class, m -> m.passwordTooShort(SHORTEST)));
        }
        if (length > LONGEST) {
            return Optional.of(Wording.of(AccountMessages.class, m -> m.passwordTooLong(LONGEST)));
        }
        var plain = plain(password);
        if (plain.codePoints().distinct().count() <= 2 || COMMON.contains(plain)) {
            return Optional.of(Wording.of(AccountMessages.class, AccountMessages::passwordTooCommon));
        }
        return Optional.empty();
    }

    private static String plain(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC).strip().toLowerCase(Locale.ROOT);
    }

    private static Set<String> common() {
        var list = Objects.requireNonNull(PasswordRules.class.getResourceAsStream("/common-passwords.txt"));
        try (var lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(PasswordRules::plain)
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
