package app.zapiska.accounts;

import java.time.Duration;
import java.util.Locale;

/** How a session begins, and how long it lasts at most. */
public enum SignInWay {
    PASSWORD(Session.LIFE),
    INVITATION(Session.LIFE),
    /** One-time, from the bot. */
    LINK(Session.LIFE),
    PASSKEY(Session.LIFE),
    /** The Mini App signs in anew each time it is opened. */
    TELEGRAM(Duration.ofDays(1));

    private final Duration life;

    SignInWay(Duration life) {
        this.life = life;
    }

    Duration life() {
        return life;
    }

    String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
