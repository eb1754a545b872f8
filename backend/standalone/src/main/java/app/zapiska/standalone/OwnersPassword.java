package app.zapiska.standalone;

import app.zapiska.settings.StoredPassword;
import java.io.IOException;
import java.util.Optional;

/**
 * What a person is told about the password to sign in with. It is whatever the database says: the one of the very first
 * start, or one chosen in the settings since, whichever folder, backup or environment there has been in between. So
 * what is told is tried on the stored hash first: three wrong tries would lock the owner out.
 */
final class OwnersPassword {

    private final Optional<String> configured;
    private final Secrets secrets;
    private final PostgresServer postgres;
    private boolean accountIsNew;
    private String ofFirstStart;

    /** @param configured AUTH_PASSWORD */
    OwnersPassword(Optional<String> configured, Secrets secrets, PostgresServer postgres) {
        this.configured = configured;
        this.secrets = secrets;
        this.postgres = postgres;
    }

    /** What the application makes the owner's account with, if there is none yet. */
    synchronized String ofFirstStart() throws IOException {
        if (ofFirstStart == null) {
            ofFirstStart = chosen();
        }
        return ofFirstStart;
    }

    private String chosen() throws IOException {
        if (configured.isPresent()) {
            return configured.get();
        }
        if (postgres.ownersPasswordHash().isEmpty()) {
            accountIsNew = true;
            return secrets.firstPassword();
        }
        // the application wants one also where it will not be used; it must not lie about as the person's password
        return secrets.has(Secrets.FIRST_PASSWORD) ? secrets.firstPassword() : secrets.unused();
    }

    synchronized void tell(Console console) throws IOException {
        Optional<String> hash = postgres.ownersPasswordHash();
        if (hash.isEmpty()) {
            return;
        }
        if (configured.isPresent()) {
            if (!StoredPassword.isOpenedBy(configured.get(), hash.get())) {
                console.say(
                        "  AUTH_PASSWORD не подходит: он нужен только первому запуску. Входите с прежним паролем, сменить его можно в настройках.",
                        "  AUTH_PASSWORD does not open this notebook: it is for the first start only. Sign in with the former password; it is changed in the settings.");
            }
            return;
        }
        boolean opens =
                secrets.has(Secrets.FIRST_PASSWORD) && StoredPassword.isOpenedBy(secrets.firstPassword(), hash.get());
        if (opens && (accountIsNew || !secrets.firstPasswordWasShown())) {
            console.say(
                    "  Пароль для входа: " + secrets.firstPassword() + "   (больше показан не будет; лежит в "
                            + secrets.file(Secrets.FIRST_PASSWORD) + ")",
                    "  Password to sign in: " + secrets.firstPassword() + "   (will not be shown again; kept in "
                            + secrets.file(Secrets.FIRST_PASSWORD) + ")");
            secrets.firstPasswordIsShown();
        } else if (!opens && !secrets.firstPasswordWasShown()) {
            console.say(
                    "  Пароль для входа — прежний: из AUTH_PASSWORD первого запуска или заданный в настройках.",
                    "  To sign in, use the former password: AUTH_PASSWORD of the first start, or the one set in the settings.");
        }
    }
}
