package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import java.time.Instant;
import java.util.Optional;

/** When an unanswered reminder comes again. */
final class NagPolicy {

    private NagPolicy() {}

    /**
     * The next repeat: one interval after this message, moved into working hours. What an outage or a night has swallowed is
     * not made up for.
     *
     * @param sentAt when this message went out or may have gone out
     */
    static Instant nextRepeat(AccountSettings account, int importance, Instant sentAt) {
        return account.inHours(sentAt.plus(account.repeatInterval(importance)));
    }

    /**
     * The next message about the same subject: its repeat, or a later reminder that is planned before that.
     *
     * @param sentAt as for {@link #nextRepeat}
     * @param laterDueAt of the later reminders that wait, the soonest
     */
    static Instant nextMessage(AccountSettings account, int importance, Instant sentAt, Optional<Instant> laterDueAt) {
        var repeat = nextRepeat(account, importance, sentAt);
        return laterDueAt.map(account::inHours).filter(repeat::isAfter).orElse(repeat);
    }
}
