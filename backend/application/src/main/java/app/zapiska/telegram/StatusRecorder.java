package app.zapiska.telegram;

import app.zapiska.platform.Faults;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Logs what is new about the bot's state and stores the latest: one write at a time, so that none overtakes a later one. */
final class StatusRecorder implements Consumer<BotStatus.Observation> {

    private static final Logger LOG = Logger.getLogger(StatusRecorder.class);

    private final BotRow row;
    private final byte[] tokenSha256;
    private BotStatus.Observation waiting;
    private boolean writing;

    /** @param tokenSha256 says which token the stored state is about, without storing the token */
    StatusRecorder(BotRow row, byte[] tokenSha256) {
        this.row = row;
        this.tokenSha256 = tokenSha256;
    }

    @Override
    public synchronized void accept(BotStatus.Observation seen) {
        if (seen.news()) {
            switch (seen.state()) {
                case TOKEN_REJECTED ->
                    LOG.error("Telegram rejects the bot's token: nothing is sent until it is replaced");
                case UNREACHABLE -> LOG.warn("Telegram can't be reached");
                case OK, UNKNOWN -> LOG.info("Telegram knows the bot and can be reached");
            }
        }
        waiting = seen;
        if (!writing) {
            writing = true;
            write();
        }
    }

    private synchronized void write() {
        var latest = waiting;
        waiting = null;
        if (latest == null) {
            writing = false;
            return;
        }
        row.save(latest.state(), latest.at(), latest.username(), tokenSha256)
                .subscribe()
                .with(done -> write(), failure -> {
                    LOG.warnf("The bot's state could not be stored: %s", Faults.describe(failure));
                    write();
                });
    }
}
