package app.zapiska.telegram;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.AuditLog;
import app.zapiska.platform.Sha256;
import app.zapiska.platform.Wording;
import app.zapiska.telegram.ButtonHandler.Reply;
import app.zapiska.telegram.CommandHandler.Answer;
import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What updates do. Each method is one transaction: that the update was handled and what it did are on record together or
 * not at all, so a repetition does nothing and a failure can be repeated. Whoever acts is known already.
 */
@ApplicationScoped
class UpdateService {

    static final Duration KEPT = Duration.ofHours(48);

    @Inject
    LinkedChats chats;

    @Inject
    @All
    List<ButtonHandler> handlers;

    @Inject
    @All
    List<TextHandler> readers;

    @Inject
    PromptReplies prompted;

    @Inject
    Prompts prompts;

    @Inject
    CommandMenu commands;

    @Inject
    LinkService links;

    @Inject
    LinkRequests requests;

    @Inject
    GroupLinks groupLinks;

    @Inject
    Groups groups;

    @Inject
    AuditLog audit;

    @Inject
    InstantSource clock;

    @Inject
    PageLinks page;

    /** @return what to show over the chat; empty when this press had its effect before */
    @WithTransaction
    public Uni<Optional<Reply>> press(Incoming.Press press, AccountSettings account) {
        return once(
                press,
                () -> handlers.stream()
                        .filter(handler -> handler.handles(press.data()))
                        .findFirst()
                        .map(handler -> account.readOnly() && !handler.onlyShows(press.data())
                                ? Uni.createFrom()
                                        .item(new Reply(say(account, BotTexts::readOnly), true, Optional.empty()))
                                : handler.pressed(new ButtonHandler.Press(
                                        account, press.data(), press.chatId(), press.messageId())))
                        .orElseGet(() -> Uni.createFrom()
                                .item(
                                        ButtonCode.parse(press.data()).isPresent()
                                                ? Reply.toast(say(account, BotTexts::unknownButton))
                                                : Reply.toast("")))
                        .map(Optional::of));
    }

    /**
     * Something was written that is no command of ours.
     *
     * @return the answer; empty when there is none to give, or it was given before
     */
    @WithTransaction
    public Uni<Optional<OutgoingMessage>> written(Incoming.Text text, AccountSettings account) {
        if (account.readOnly()) {
            return once(
                    text,
                    () -> Uni.createFrom()
                            .item(
                                    text.privateChat()
                                            ? Optional.of(withPage(say(account, BotTexts::readOnly), account))
                                            : Optional.empty()));
        }
        var message = new TextHandler.Written(
                account, text.chatId(), text.privateChat(), text.text(), text.replyTo(), text.forwarded());
        return once(
                text,
                () -> prompted.read(message)
                        .chain(heard -> heard.answer().isPresent()
                                ? Uni.createFrom().item(heard.answer())
                                : read(message, 0).map(answer -> heard.with(answer.or(() -> hint(message))))));
    }

    /**
     * A command other than Start. What the bot can't do is answered like the question what it can.
     *
     * @return the answer; empty when it was given before, or the command may be meant for another bot of a group
     */
    @WithTransaction
    public Uni<Optional<Answer>> commanded(Incoming.Text text, Command command, AccountSettings account) {
        // Who gives a command does not answer what was asked before it.
        return once(
                text,
                () -> prompts.end(text.chatId(), Prompts.State.DROPPED)
                        .chain(() -> commands.find(command.name())
                                .map(handler -> account.readOnly() && handler.changes()
                                        ? Uni.createFrom()
                                                .item(Optional.of(
                                                        Answer.of(withPage(say(account, BotTexts::readOnly), account))))
                                        : handler.commanded(new CommandHandler.Commanded(
                                                account, text.chatId(), text.privateChat(), command.argument())))
                                .orElseGet(() -> Uni.createFrom()
                                        .item(help(text, command, account).map(Answer::of)))));
    }

    private Optional<OutgoingMessage> help(Incoming.Text text, Command command, AccountSettings account) {
        var help = say(account, texts -> texts.help(commands.lines(CommandMenu.Where.PRIVATE, account.language())));
        if (command.name().equals(CommandMenu.HELP)) {
            return Optional.of(withPage(help, account));
        }
        return text.privateChat() || command.addressee().isPresent()
                ? Optional.of(withPage(say(account, BotTexts::unknownCommand) + "\n\n" + help, account))
                : Optional.empty();
    }

    /** One reader after the other: they share this transaction's session. */
    private Uni<Optional<OutgoingMessage>> read(TextHandler.Written message, int reader) {
        return reader == readers.size()
                ? Uni.createFrom().item(Optional.empty())
                : readers.get(reader)
                        .written(message)
                        .chain(answer ->
                                answer.isPresent() ? Uni.createFrom().item(answer) : read(message, reader + 1));
    }

    /** In a group people also talk to each other. */
    private Optional<OutgoingMessage> hint(TextHandler.Written message) {
        return message.privateChat()
                ? Optional.of(withPage(say(message.account(), BotTexts::hint), message.account()))
                : Optional.empty();
    }

    private OutgoingMessage withPage(String text, AccountSettings account) {
        return page.leading(text, account.language());
    }

    /** As {@link #press}, by somebody who may act in the account's group; the log says who. */
    @WithTransaction
    public Uni<Optional<Reply>> pressInGroup(Incoming.Press press, AccountSettings account) {
        return once(
                press,
                () -> handlers.stream()
                        .filter(handler -> handler.handles(press.data()))
                        .findFirst()
                        .filter(handler -> handler.inGroups(press.data()))
                        .map(handler -> {
                            if (handler.onlyShows(press.data())) {
                                return pressed(handler, press, account);
                            }
                            if (account.readOnly()) {
                                return Uni.createFrom()
                                        .item(new Reply(say(account, BotTexts::readOnly), true, Optional.empty()));
                            }
                            return pressed(handler, press, account)
                                    .call(() -> audit.recordInSession(
                                            AuditLog.Event.GROUP_PRESSED,
                                            account.accountId(),
                                            Map.of("who", press.sender().name())));
                        })
                        .orElseGet(() -> Uni.createFrom()
                                .item(new Reply(inGroup(account, GroupTexts::onlyInPrivate), true, Optional.empty())))
                        .map(Optional::of));
    }

    private static Uni<Reply> pressed(ButtonHandler handler, Incoming.Press press, AccountSettings account) {
        return handler.pressed(new ButtonHandler.Press(account, press.data(), press.chatId(), press.messageId()));
    }

    /** As {@link #commanded}, by somebody who may act in the account's group. */
    @WithTransaction
    public Uni<Optional<Answer>> commandedInGroup(Incoming.Text text, Command command, AccountSettings account) {
        return once(
                text,
                () -> commands.find(command.name())
                        .map(handler -> handler.inGroups()
                                ? handler.commanded(new CommandHandler.Commanded(
                                        account, text.chatId(), text.privateChat(), command.argument()))
                                : Uni.createFrom()
                                        .item(Optional.of(Answer.of(
                                                OutgoingMessage.plain(inGroup(account, GroupTexts::onlyInPrivate))))))
                        .orElseGet(() -> Uni.createFrom()
                                .item(
                                        command.name().equals(CommandMenu.HELP)
                                                        || command.name().equals("start")
                                                        || command.addressee().isPresent()
                                                ? Optional.of(Answer.of(OutgoingMessage.plain(inGroup(
                                                        account,
                                                        texts -> texts.help(commands.lines(
                                                                CommandMenu.Where.GROUP, account.language()))))))
                                                : Optional.empty())));
    }

    /** Whoever unlinks the group twice is answered once. */
    @WithTransaction
    public Uni<Boolean> leaveGroup(Incoming update, AccountSettings account) {
        return once(update, () -> groupLinks.unlink(account.accountId())).map(Optional::isPresent);
    }

    static String inGroup(AccountSettings account, Function<GroupTexts, String> words) {
        return Wording.of(GroupTexts.class, words).in(account.language());
    }

    /** Start pressed in the linked chat: whatever stood in the way is over. */
    @WithTransaction
    public Uni<Optional<String>> start(Incoming.Text text, AccountSettings account) {
        return once(
                text,
                () -> prompts.end(text.chatId(), Prompts.State.DROPPED)
                        .chain(() -> chats.clearBlock(account.accountId()))
                        .chain(() -> links.reachable(account, account.chat().orElseThrow()))
                        .replaceWith(() -> Optional.of(say(account, BotTexts::welcome))));
    }

    /** Records a message that only wants an answer. */
    @WithTransaction
    public Uni<Optional<String>> answer(Incoming.Text text, AccountSettings account, Function<BotTexts, String> words) {
        return once(text, () -> Uni.createFrom().item(Optional.of(say(account, words))));
    }

    /**
     * A one-time code was brought. The chat has no power yet: on the page somebody has to say that it was them.
     *
     * @param known the account this person is linked with already, if any: strangers with a wrong code get no answer
     * @param accounts looks the code's account up; on a connection of its own
     */
    @WithTransaction
    public Uni<Optional<String>> link(
            Incoming.Text text,
            String code,
            Optional<AccountSettings> known,
            Function<Long, Uni<Optional<AccountSettings>>> accounts) {
        return once(
                text,
                () -> groupLinks
                        .bring(text, code, accounts)
                        .chain(group -> group.map(Uni.createFrom()::item)
                                .orElseGet(() -> link(text, Sha256.of(code), known, accounts))));
    }

    private Uni<Optional<String>> link(
            Incoming.Text text,
            byte[] code,
            Optional<AccountSettings> known,
            Function<Long, Uni<Optional<AccountSettings>>> accounts) {
        return chats.useCode(code)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(known.map(account -> say(account, BotTexts::linkUnknown)))
                        : accounts.apply(found.get().accountId())
                                .chain(account -> account.isEmpty()
                                        ? Uni.createFrom().item(Optional.empty())
                                        : link(text, found.get(), account.get())));
    }

    private Uni<Optional<String>> link(Incoming.Text text, LinkedChats.Code code, AccountSettings account) {
        var now = clock.instant();
        if (!now.isBefore(code.expiresAt())) {
            return Uni.createFrom().item(Optional.of(say(account, BotTexts::linkExpired)));
        }
        var user = Optional.of(text.userId());
        return chats.takenByAnother(account.accountId(), text.chatId(), user)
                .chain(taken -> taken
                        ? Uni.createFrom().item(Optional.of(say(account, BotTexts::chatTaken)))
                        : requests.open(account.accountId(), text, now.plus(LinkService.VALID))
                                .replaceWith(() -> Optional.of(say(account, BotTexts::linkAsked))));
    }

    /** The bot may, or may not, write to the account's chat from now on. */
    @WithTransaction
    public Uni<Optional<Void>> membership(Incoming.Membership change, AccountSettings account) {
        return once(
                change,
                () -> (change.member()
                                ? chats.clearBlock(account.accountId())
                                        .chain(() -> links.reachable(account, change.chatId()))
                                : chats.markBlocked(
                                        account.accountId(), clock.instant(), "the bot was blocked or removed"))
                        .replaceWith(Optional::<Void>empty));
    }

    @WithTransaction
    public Uni<Void> purge() {
        var now = clock.instant();
        return chats.purge(now.minus(KEPT), now.minus(KEPT))
                .chain(() -> requests.purge(now.minus(KEPT)))
                .chain(() -> groups.purge(now.minus(KEPT)));
    }

    /** In the account's language. */
    static String say(AccountSettings account, Function<BotTexts, String> words) {
        return Wording.of(BotTexts.class, words).in(account.language());
    }

    private <T> Uni<Optional<T>> once(Incoming update, Supplier<Uni<Optional<T>>> effect) {
        return chats.firstSight(update.updateId(), clock.instant())
                .chain(first -> first ? effect.get() : Uni.createFrom().item(Optional.empty()));
    }
}
