package app.zapiska.reminders;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.accounts.AccountSettings;
import app.zapiska.reminders.LivingMessages.Shown;
import app.zapiska.reminders.LivingMessages.Stale;
import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.telegram.Messenger;
import app.zapiska.telegram.Messenger.EditOutcome;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.Pace;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Brings messages in the chats in line with the database: what is completed, paid, snoozed, changed or deleted anywhere shows so in
 * its message; a message without anything to speak for goes. Editing is idempotent, so a crash costs a repeated edit at most.
 */
@Singleton
class ChatCorrection {

    private static final Logger LOG = Logger.getLogger(ChatCorrection.class);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final int BATCH = 20;

    private final LivingMessages living;
    private final AccountDirectory accounts;
    private final Remindables subjects;
    private final Map<String, StandingMessage> others;
    private final Messenger messenger;
    private final Pace pace;
    private final ReminderMessages messages;
    private final EngineTime time;
    private final EngineConfig config;

    ChatCorrection(
            LivingMessages living,
            AccountDirectory accounts,
            Remindables subjects,
            @All List<StandingMessage> others,
            Messenger messenger,
            Pace pace,
            ReminderMessages messages,
            EngineTime time,
            EngineConfig config) {
        this.living = living;
        this.accounts = accounts;
        this.subjects = subjects;
        this.others = others.stream().collect(Collectors.toMap(StandingMessage::kind, Function.identity()));
        this.messenger = messenger;
        this.pace = pace;
        this.messages = messages;
        this.time = time;
        this.config = config;
    }

    /** Corrects what is stale now; messages of different chats side by side. */
    Uni<Void> tick() {
        if (!messenger.ready()) {
            return Uni.createFrom().voidItem();
        }
        return living.claimStale(BATCH, LEASE).chain(stale -> {
            if (stale.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            var byChat = stale.stream().collect(Collectors.groupingBy(Stale::chat));
            return accounts.settings(
                            stale.stream().map(Stale::accountId).distinct().toList())
                    .chain(settings -> Multi.createFrom()
                            .iterable(byChat.values())
                            .onItem()
                            .transformToUni(chat -> correctInTurn(chat, settings))
                            .merge(BATCH)
                            .collect()
                            .asList())
                    .replaceWithVoid();
        });
    }

    private Uni<Void> correctInTurn(List<Stale> chat, Map<Long, AccountSettings> settings) {
        return Multi.createFrom()
                .iterable(chat)
                .onItem()
                .transformToUniAndConcatenate(message -> correct(message, settings.get(message.accountId()))
                        .onFailure()
                        .invoke(failure ->
                                LOG.errorf(failure, "Correcting a message of account %d", message.accountId()))
                        .onFailure()
                        .recoverWithNull())
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> correct(Stale message, AccountSettings account) {
        if (account == null) {
            return living.gone(message);
        }
        return wanted(message, account)
                .chain(wanted -> pace.reserve(message.chat()).chain(pause -> {
                    if (pause.compareTo(config.longestPause()) > 0) {
                        return living.tryLater(message, time.now().plus(pause));
                    }
                    Uni<Void> turn = pause.isPositive()
                            ? Uni.createFrom().voidItem().onItem().delayIt().by(pause)
                            : Uni.createFrom().voidItem();
                    return turn.chain(() -> wanted.isEmpty()
                            ? messenger
                                    .delete(message.chat(), message.messageId())
                                    .chain(outcome -> removed(message, outcome))
                            : messenger
                                    .edit(message.chat(), message.messageId(), wanted.get())
                                    .chain(outcome -> edited(message, outcome)));
                }));
    }

    /** @return what the message must show; empty when it must go */
    private Uni<Optional<OutgoingMessage>> wanted(Stale message, AccountSettings account) {
        if (message.kind().equals(StandingMessages.REMINDER)) {
            return living.shown(message)
                    .chain(shown -> subjects.subjects(
                                    shown.stream().map(Shown::subject).toList())
                            .map(found -> lines(shown, found)))
                    .map(lines ->
                            lines.isEmpty() ? Optional.empty() : Optional.of(render(account, lines, message.opened())));
        }
        var writer = others.get(message.kind());
        if (writer == null) {
            return Uni.createFrom().failure(new IllegalStateException("nobody writes messages " + message.kind()));
        }
        return writer.render(account, message.id(), message.opened());
    }

    private static List<ReminderMessage.Line> lines(List<Shown> shown, Map<SubjectKey, Subject> subjects) {
        return shown.stream()
                .filter(one -> subjects.containsKey(one.subject()))
                .map(one -> new ReminderMessage.Line(
                        subjects.get(one.subject()),
                        one.reminderId(),
                        one.seq(),
                        one.state(),
                        one.firstSentAt().filter(first -> one.repeat()),
                        one.next()))
                .toList();
    }

    private OutgoingMessage render(
            AccountSettings account, List<ReminderMessage.Line> lines, Optional<SubjectKey> opened) {
        var writer = messages.in(account, time.now());
        return lines.size() == 1 ? writer.standing(lines.getFirst()) : writer.combined(lines, opened);
    }

    private Uni<Void> edited(Stale message, EditOutcome outcome) {
        return switch (outcome) {
            case EditOutcome.Done done -> living.corrected(message);
            case EditOutcome.Impossible impossible -> living.corrected(message);
            case EditOutcome.TryLater later -> tryLater(message, later);
        };
    }

    private Uni<Void> removed(Stale message, EditOutcome outcome) {
        return switch (outcome) {
            case EditOutcome.Done done -> living.gone(message);
            case EditOutcome.Impossible impossible -> living.gone(message);
            case EditOutcome.TryLater later -> tryLater(message, later);
        };
    }

    private Uni<Void> tryLater(Stale message, EditOutcome.TryLater later) {
        var backOff = NagPolicy.backOff(
                message.attempts(), ThreadLocalRandom.current().nextDouble());
        var pause = backOff.compareTo(later.notBefore()) > 0 ? backOff : later.notBefore();
        return living.tryLater(message, time.now().plus(pause));
    }
}
