package app.zapiska.telegram;

import app.zapiska.sandbox.Fault;
import app.zapiska.sandbox.SandboxControl;

/** In what way Telegram is away. */
public enum Outage {
    /** Nobody listens. */
    REFUSED(true),
    /** It answers 5xx, also to getMe. */
    FAILS(true),
    /** It answers 5xx to messages alone. */
    FAILS_MESSAGES(false),
    /** It answers 5xx once, which may have gone through, and then nobody listens. */
    FAILS_AND_GOES(true),
    /** It takes the request and says nothing. */
    SILENT(true),
    /** The same of messages alone. */
    SILENT_TO_MESSAGES(false),
    /** It asks for half an hour of silence. */
    LIMITS(false);

    /** Whether the check that runs every minute finds it. */
    public final boolean noticed;

    Outage(boolean noticed) {
        this.noticed = noticed;
    }

    /** For messages to this chat, until the faults are cleared and the messenger is told. */
    public void begins(SandboxControl telegram, AwayMessenger messenger, long chat) {
        var fault = Fault.on("sendMessage").chat(chat);
        switch (this) {
            case REFUSED -> messenger.away(true);
            case FAILS, FAILS_MESSAGES ->
                telegram.script(fault.error(502, "Bad Gateway").always());
            case FAILS_AND_GOES -> {
                telegram.script(fault.error(502, "Bad Gateway"));
                messenger.awayAfter(1);
            }
            case SILENT, SILENT_TO_MESSAGES -> telegram.script(fault.closes().always());
            case LIMITS -> telegram.script(fault.rateLimited(1800).always());
        }
    }
}
