package app.zapiska.telegram;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Faults;
import app.zapiska.platform.RateLimits;
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

    static final RateLimits.Limit LINK_TRIES = new RateLimits.Limit("telegram-link", 5, Duration.ofMinutes(10), false);

    @Inject
    Bot bot;

    @Inject
    Answers answers;

    @Inject
    Cooldown cooldown;

    @Inject
    UpdateService updates;

    @Inject
    GroupReceiver groups;

    @Inject
    AccountDirectory accounts;

    @Inject
    RateLimits rateLimits;

    @Inject
    MeterRegistry metrics;

    /** Completes when the update is handled and that is committed. Fails when it has to come again. */
    Uni<Void> receive(Incoming update) {
        return (switch (update) {
                    case Incoming.Press press ->
                        groups.press(press)
                                .chain(done -> done.map(
                                                reply -> Uni.createFrom().item(answered(press, reply)))
                                        .orElseGet(() -> press(press)));
                    case Incoming.Text text -> text(text);
                    case Incoming.Membership change ->
                        groups.membership(change)
                                .chain(done -> done ? Uni.createFrom().item("handled") : membership(change));
                    case Incoming.Migration move -> groups.migrate(move).replaceWith("handled");
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
                    .chain(account -> answerPress(
                            press,
                            account.map(known -> UpdateService.say(known, BotTexts::failed))
                                    .orElse(""),
                            false)));
        }
    }

    private Uni<String> press(Incoming.Press press) {
        return accounts.byTelegramUser(press.userId()).chain(account -> {
            if (account.isEmpty()) {
                later(answerPress(press, "", false));
                return Uni.createFrom().item("stranger");
            }
            if (!account.get().active()) {
                later(answerPress(press, UpdateService.say(account.get(), BotTexts::inactive), true));
                return Uni.createFrom().item("inactive");
            }
            if (isElsewhere(press, account.get())) {
                later(answerPress(press, UpdateService.say(account.get(), BotTexts::elsewhere), true));
                return Uni.createFrom().item("elsewhere");
            }
            return updates.press(press, account.get())
                    .map(reply -> answered(
                            press, new Pressed(reply, account.get().chat().orElse(press.chatId()))));
        });
    }

    /**
     * @param reply empty when the press had its effect before
     * @param chat where what follows is said
     */
    record Pressed(Optional<ButtonHandler.Reply> reply, long chat) {}

    private String answered(Incoming.Press press, Pressed done) {
        later(done.reply()
                .map(words -> answerPress(press, words.toast(), words.alert()))
                .orElseGet(() -> answerPress(press, "", false)));
        done.reply().flatMap(ButtonHandler.Reply::followUp).ifPresent(next -> followUp(press, done.chat(), next));
        return done.reply().isPresent() ? "handled" : "repeated";
    }

    /** Under a message of a chat that was linked once. Of a message it has forgotten, Telegram does not say where it is. */
    private static boolean isElsewhere(Incoming.Press press, AccountSettings account) {
        return press.messageId().isPresent() && account.chat().orElse(0) != press.chatId();
    }

    /** At once and beside the row: it is no message, and the person's button blinks meanwhile. */
    private Uni<Void> answerPress(Incoming.Press press, String toast, boolean alert) {
        return bot.answerPress(press.pressId(), toast, alert)
                .chain(silence -> silence.map(cooldown::coolDown)
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private void followUp(Incoming.Press press, long chat, ButtonHandler.FollowUp next) {
        switch (next) {
            case ButtonHandler.FollowUp.Send(OutgoingMessage message, LongFunction<Uni<Void>> sent) ->
                answers.say(chat, message, sent);
            case ButtonHandler.FollowUp.Edit(OutgoingMessage message) ->
                press.messageId().ifPresent(messageId -> answers.show(press.chatId(), messageId, message));
        }
    }

    private Uni<String> text(Incoming.Text text) {
        var command = Command.parse(text.text());
        if (command.isPresent() && command.get().forAnother(bot.status().name())) {
            return Uni.createFrom().item("silent");
        }
        var name = command.map(Command::name).orElse("");
        var argument = command.map(Command::argument).orElse("");
        boolean code = name.equals("start") && !argument.isEmpty();
        return (code ? Uni.createFrom().item(Optional.<String>empty()) : groups.text(text, command))
                .chain(done ->
                        done.map(Uni.createFrom()::item).orElseGet(() -> inOwnChat(text, command, name, argument)));
    }

    private Uni<String> inOwnChat(Incoming.Text text, Optional<Command> command, String name, String argument) {
        return accounts.byTelegramUser(text.userId()).chain(account -> {
            if (account.isPresent() && !account.get().active()) {
                return inactive(text, account.get());
            }
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
                            : updates.written(text, account.get()).map(answer -> answer.map(CommandHandler.Answer::of)))
                    .map(answer -> {
                        answer.ifPresent(said -> said.sent()
                                .ifPresentOrElse(
                                        sent -> answers.say(text.chatId(), said.message(), sent),
                                        () -> answers.say(text.chatId(), said.message())));
                        return answer.isPresent() ? "handled" : "silent";
                    });
        });
    }

    private Uni<String> inactive(Incoming.Text text, AccountSettings account) {
        return account.chat().orElse(0) == text.chatId() && text.privateChat()
                ? updates.answer(text, account, BotTexts::inactive)
                        .invoke(words -> said(text, words))
                        .replaceWith("inactive")
                : Uni.createFrom().item("inactive");
    }

    private Uni<String> link(Incoming.Text text, String code, Optional<AccountSettings> known) {
        return rateLimits.use(LINK_TRIES, Long.toString(text.userId())).chain(use -> {
            if (use.refused() || !LinkCodes.looksRight(code)) {
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
                            id -> accounts.settings(List.of(id))
                                    .map(found ->
                                            Optional.ofNullable(found.get(id)).filter(AccountSettings::active)))
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
        words.ifPresent(text -> answers.say(to.chatId(), OutgoingMessage.plain(text)));
        return words.isPresent() ? "handled" : "repeated";
    }

    /** Answers are not waited for: the next update should not wait for Telegram's round trip. */
    private static void later(Uni<Void> answer) {
        answer.subscribe().with(done -> {}, failure -> LOG.warnf("An answer was lost: %s", Faults.describe(failure)));
    }
}
