package app.zapiska.reminders;

import app.zapiska.delivery.EngineTime;
import app.zapiska.delivery.StandingMessage;
import app.zapiska.delivery.StandingMessages;
import app.zapiska.telegram.ButtonHandler.Press;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** What a press tells about the message that its button hangs on, whichever feature sent it. */
@Singleton
public class PressedMessages {

    private final LivingMessages living;
    private final List<StandingMessage> kinds;
    private final StandingMessages standing;
    private final EngineTime time;

    PressedMessages(
            LivingMessages living, @All List<StandingMessage> kinds, StandingMessages standing, EngineTime time) {
        this.living = living;
        this.kinds = kinds;
        this.standing = standing;
        this.time = time;
    }

    /**
     * Lets a press have its effect. Before it, late evidence: the message has arrived, whatever became of Telegram's answer, and
     * if that was unknown it becomes known, so that it can be corrected. That has transactions of its own, so it comes before
     * the press locks anything. After it, within the caller's Hibernate transaction, the message is looked at once more: old
     * ones are corrected only when somebody presses their buttons. Whatever has made it stale, its correction goes out as an
     * answer.
     *
     * @param reminderId whose message the button says it is under, untrusted; 0 for a message that is not a reminder's
     * @param seq of the reminder's message, when the button says it
     * @param subject what the button is about, when it says it
     * @param effect is told whether the message is kept true by its kind; if not, nothing but its own buttons changes it
     */
    public <T> Uni<T> around(
            Press press,
            long reminderId,
            OptionalInt seq,
            Optional<SubjectKey> subject,
            Function<Boolean, Uni<T>> effect) {
        boolean linkedChat =
                press.account().chat().isPresent() && press.account().chat().getAsLong() == press.chatId();
        if (!linkedChat || press.messageId().isEmpty()) {
            return effect.apply(false);
        }
        if (reminderId > 0) {
            return living.discovered(
                            press.account().accountId(),
                            reminderId,
                            seq,
                            press.chatId(),
                            press.messageId().getAsLong(),
                            time.now())
                    .chain(() -> effect.apply(true))
                    .call(() -> standing.awaited(press));
        }
        return ofAnotherKind(press, subject)
                .chain(kept -> effect.apply(kept)
                        .call(() -> kept
                                ? standing.staleInSession(press).chain(() -> standing.awaited(press))
                                : Uni.createFrom().voidItem()));
    }

    private Uni<Boolean> ofAnotherKind(Press press, Optional<SubjectKey> subject) {
        return Multi.createFrom()
                .iterable(kinds)
                .onItem()
                .transformToUniAndConcatenate(kind -> kind.pressed(press, subject.map(SubjectKey::topic)))
                .filter(Boolean::booleanValue)
                .toUni()
                .map(Boolean.TRUE::equals);
    }
}
