package app.zapiska.accounts;

import app.zapiska.platform.Language;
import app.zapiska.platform.RequiredSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** AUTH_PASSWORD. Refused also when the account exists already: an example in the environment shows a careless set-up. */
@Singleton
class FirstPassword implements RequiredSettings {

    @Inject
    AccountsConfig config;

    @Override
    public List<String> objections() {
        return objection(config.firstPassword()).stream().toList();
    }

    static Optional<String> objection(Optional<String> configured) {
        var password = configured.orElse("");
        if (password.isBlank()) {
            return Optional.of("AUTH_PASSWORD is not set. It is the password to sign in with: at least 8 characters.");
        }
        return PasswordRules.objection(password)
                .map(objection ->
                        "AUTH_PASSWORD can't be used: " + objection.in(Language.ENGLISH) + ". Choose another.");
    }
}
