package app.zapiska.telegram;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Faults;
import app.zapiska.platform.Quotas;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jboss.logging.Logger;

/**
 * Finds out who an update comes from, lets it act, and answers after that is committed. Only the linked person is answered;
 * strangers change nothing and learn nothing, except that their button stops blinking.
 */
@ApplicationScoped
class UpdateReceiver {

    private static final Logger LOG = Logger.getLogger(UpdateReceiver.class);

    /** A transaction that takes longer hangs; Telegram or the poller then comes again. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** An answer to a message may wait this long for the chat's turn; afterwards nobody expects it. */
    private static final Duration STILL_AN_ANSWER = Duration.ofSeconds(10);

    static final Quotas.Limit LINK_TRIES = new Quotas.Limit("telegram-link", 5, Duration.ofMinutes(10), false);

    @Inject
    Bot bot;

    @Inject
    Messenger messenger;

    @Inject
    Pace pace;

    @Inject
    UpdateService updates;

    @Inject
    AccountDirectory accounts;

    @Inject
    Quotas quotas;

    @Inject
    MeterRegistry metrics;

    /** Completes when the update is handled and that is committed. Fails when it has to come again. */
    Uni<Void> receive(Incoming update) {
        return (switch (update) {
                    case Incoming.Press press -> press(press);
                    case Incoming.Text text -> text(text);
                    case Incoming.Membership change -> membership(change);
                    case Incoming.Other other -> Uni.createFrom().item("ignored");
                })
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .invoke(result -> metrics.counter("zapiska.telegram.updates", "result", result)
                        .increment())
                .replaceWithVoid();
    }

    /** An update that fails again and again: at least the person's button does not blink for ever. */
    void giveUp(Incoming update, Throwable failure) {
        Faults.log(failure);
        if (update instanceof Incoming.Press press) {
            later(accounts.byTelegramUser(press.userId())
                    .onFailure()
                    .recoverWithItem(Optional.empty())
                    .chain(account -> bot.answerPress(
                            press.pressId(),
                            account.map(known -> UpdateService.say(known, BotTexts::failed))
                                    .orElse(""),
                            false)));
        }
    }

    private Uni<String> press(Incoming.Press press) {
        return accounts.byTelegramUser(press.userId()).chain(account -> {
            if (account.isEmpty()) {
                later(bot.answerPress(press.pressId(), "", false));
                return Uni.createFrom().item("stranger");
            }
            return updates.press(press, account.get()).map(reply -> {
                later(reply.map(words -> bot.answerPress(press.pressId(), words.toast(), words.alert()))
                        .orElseGet(() -> bot.answerPress(press.pressId(), "", false)));
                reply.flatMap(ButtonHandler.Reply::followUp)
                        .ifPresent(next -> later(followUp(press, account.get(), next)));
                return reply.isPresent() ? "handled" : "repeated";
            });
        });
    }

    private Uni<Void> followUp(Incoming.Press press, AccountSettings account, ButtonHandler.FollowUp next) {
        return switch (next) {
            case ButtonHandler.FollowUp.Send(OutgoingMessage message, LongFunction<Uni<Void>> sent) ->
                inTurn(account.chat().orElse(press.chatId()), message)
                        .chain(outcome -> outcome instanceof SendOutcome.Sent(long messageId)
                                ? sent.apply(messageId)
                                : Uni.createFrom().voidItem());
            case ButtonHandler.FollowUp.Edit(OutgoingMessage message) ->
                press.messageId().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : messenger
                                .edit(press.chatId(), press.messageId().getAsLong(), message)
                                .replaceWithVoid();
        };
    }

    private Uni<String> text(Incoming.Text text) {
        var command = Command.parse(text.text());
        if (command.isPresent() && command.get().forAnother(bot.status().name())) {
            return Uni.createFrom().item("silent");
        }
        var name = command.map(Command::name).orElse("");
        var argument = command.map(Command::argument).orElse("");
        return accounts.byTelegramUser(text.userId()).chain(account -> {
            if (name.equals("start") && !argument.isEmpty()) {
                return link(text, argument, account);
            }
            if (account.isEmpty() || account.get().chat().orElse(0) != text.chatId()) {
                return Uni.createFrom().item("stranger");
            }
            if (name.equals("start")) {
                return updates.start(text, account.get()).map(words -> said(text, words));
            }
            return (command.isPresent()
                            ? updates.commanded(text, command.get(), account.get())
                            : updates.written(text, account.get()))
                    .map(answer -> {
                        answer.ifPresent(message -> send(text, message));
                        return answer.isPresent() ? "handled" : "silent";
                    });
        });
    }

    private Uni<String> link(Incoming.Text text, String code, Optional<AccountSettings> known) {
        return quotas.use(LINK_TRIES, Long.toString(text.userId())).chain(use -> {
            if (use.refused() || !LinkService.looksRight(code)) {
                if (known.isPresent() && text.privateChat()) {
                    return updates.answer(
                                    text, known.get(), use.refused() ? BotTexts::tooManyTries : BotTexts::linkUnknown)
                            .map(words -> said(text, words));
                }
                return Uni.createFrom().item("stranger");
            }
            return updates.link(
                            text,
                            code,
                            known,
                            id -> accounts.settings(List.of(id)).map(found -> Optional.ofNullable(found.get(id))))
                    .map(words -> said(text, words));
        });
    }

    private Uni<String> membership(Incoming.Membership change) {
        return accounts.byChat(change.chatId())
                .chain(account -> account.isEmpty()
                        ? Uni.createFrom().item("stranger")
                        : updates.membership(change, account.get()).replaceWith("handled"));
    }

    private String said(Incoming.Text to, Optional<String> words) {
        words.ifPresent(text -> send(to, OutgoingMessage.plain(text)));
        return words.isPresent() ? "handled" : "repeated";
    }

    private void send(Incoming.Text to, OutgoingMessage message) {
        later(inTurn(to.chatId(), message).replaceWithVoid());
    }

    /** @return null when the chat's turn comes too late for an answer */
    private Uni<SendOutcome> inTurn(long chatId, OutgoingMessage message) {
        return pace.reserve(chatId).chain(wait -> {
            if (wait.compareTo(STILL_AN_ANSWER) > 0) {
                return Uni.createFrom().nullItem();
            }
            var turn = wait.isZero()
                    ? Uni.createFrom().voidItem()
                    : Uni.createFrom().voidItem().onItem().delayIt().by(wait);
            return turn.chain(() -> messenger.send(chatId, message))
                    .call(outcome -> outcome instanceof SendOutcome.TooManyRequests(Duration retryAfter)
                            ? pace.closeGate(retryAfter)
                            : Uni.createFrom().voidItem());
        });
    }

    /** Answers are not waited for: the next update should not wait for Telegram's round trip. */
    private static void later(Uni<Void> answer) {
        answer.subscribe().with(done -> {}, failure -> LOG.warnf("An answer was lost: %s", Faults.describe(failure)));
    }
}
