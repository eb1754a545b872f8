package app.zapiska.telegram;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.RateLimits;
import app.zapiska.telegram.Groups.Somebody;
import app.zapiska.telegram.Groups.Who;
import app.zapiska.telegram.UpdateReceiver.Pressed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * What comes from the groups of accounts. Whoever is not named there changes nothing and learns nothing but that; nobody is asked
 * anything there, because anybody could answer.
 */
@ApplicationScoped
class GroupReceiver {

    /** Of a group: a crowd that tries the bot out does not make it flood. */
    private static final RateLimits.Limit STRANGERS =
            new RateLimits.Limit("telegram-group", 3, Duration.ofMinutes(10), false);

    private final Groups groups;
    private final Chats chats;
    private final UpdateService updates;
    private final Answers answers;
    private final RateLimits rateLimits;
    private final InstantSource clock;

    GroupReceiver(
            Groups groups,
            Chats chats,
            UpdateService updates,
            Answers answers,
            RateLimits rateLimits,
            InstantSource clock) {
        this.groups = groups;
        this.chats = chats;
        this.updates = updates;
        this.answers = answers;
        this.rateLimits = rateLimits;
        this.clock = clock;
    }

    /** @return empty when it was not in anybody's group */
    Uni<Optional<Pressed>> press(Incoming.Press press) {
        if (press.chatId() >= 0) {
            return Uni.createFrom().item(Optional.empty());
        }
        return who(press.chatId(), press.userId(), press.sender())
                .chain(found -> found.map(somebody ->
                                pressed(press, somebody).map(reply -> Optional.of(new Pressed(reply, press.chatId()))))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Optional<ButtonHandler.Reply>> pressed(Incoming.Press press, Somebody somebody) {
        var account = somebody.account();
        if (!somebody.mayAct()) {
            return alert(account, GroupTexts::notNamed);
        }
        return account.active() ? updates.pressInGroup(press, account) : alert(account, GroupTexts::inactive);
    }

    private static Uni<Optional<ButtonHandler.Reply>> alert(
            AccountSettings account, Function<GroupTexts, String> words) {
        return Uni.createFrom()
                .item(Optional.of(
                        new ButtonHandler.Reply(UpdateService.inGroup(account, words), true, Optional.empty())));
    }

    /** @return empty when it was not in anybody's group */
    Uni<Optional<String>> text(Incoming.Text text, Optional<Command> command) {
        if (text.chatId() >= 0) {
            return Uni.createFrom().item(Optional.empty());
        }
        return who(text.chatId(), text.userId(), text.sender())
                .chain(found -> found.map(somebody -> (command.isEmpty()
                                        ? Uni.createFrom().item("silent")
                                        : commanded(text, command.get(), somebody))
                                .map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<String> commanded(Incoming.Text text, Command command, Somebody somebody) {
        var account = somebody.account();
        if (!account.active()) {
            return Uni.createFrom().item("inactive");
        }
        boolean faceless = text.sender().faceless();
        if (faceless || !somebody.mayAct()) {
            return rateLimits.use(STRANGERS, Long.toString(text.chatId())).map(use -> {
                if (!use.refused()) {
                    say(text.chatId(), account, faceless ? GroupTexts::faceless : GroupTexts::notNamed);
                }
                return "stranger";
            });
        }
        if (CommandMenu.UNLINK.contains(command.name())) {
            return unlink(text, somebody);
        }
        return updates.commandedInGroup(text, command, account).map(answer -> {
            answer.ifPresent(said -> said.sent()
                    .ifPresentOrElse(
                            sent -> answers.say(text.chatId(), said.message(), sent),
                            () -> answers.say(text.chatId(), said.message())));
            return answer.isPresent() ? "handled" : "silent";
        });
    }

    private Uni<String> unlink(Incoming.Text text, Somebody somebody) {
        if (somebody.who() != Who.OWN) {
            say(text.chatId(), somebody.account(), GroupTexts::unlinkNotYours);
            return Uni.createFrom().item("handled");
        }
        return updates.leaveGroup(text, somebody.account()).map(left -> {
            if (left) {
                say(text.chatId(), somebody.account(), GroupTexts::unlinked);
            }
            return "handled";
        });
    }

    /**
     * The bot was taken out of somebody's group, or may not write there: then it is nobody's group any more, and whoever adds it
     * again has no power.
     *
     * @return whether it was one
     */
    Uni<Boolean> membership(Incoming.Membership change) {
        if (change.chatId() >= 0) {
            return Uni.createFrom().item(false);
        }
        return groups.find(change.chatId(), 0, Incoming.Sender.UNKNOWN, clock.instant())
                .chain(found -> found.isEmpty() || change.member()
                        ? Uni.createFrom().item(found.isPresent())
                        : left(change, found.get()));
    }

    private Uni<Boolean> left(Incoming.Membership change, Somebody group) {
        return updates.leaveGroup(change, group.account()).map(left -> {
            if (left && group.own() != 0 && group.account().active()) {
                answers.say(
                        group.own(),
                        OutgoingMessage.plain(UpdateService.inGroup(group.account(), GroupTexts::removed)));
            }
            return true;
        });
    }

    Uni<Void> migrate(Incoming.Migration move) {
        return chats.migrate(move.oldChat(), move.newChat())
                .chain(() -> groups.migrate(move.oldChat(), move.newChat()));
    }

    /** Notes that they were seen, so that the page can propose them. */
    private Uni<Optional<Somebody>> who(long chat, long user, Incoming.Sender sender) {
        var now = clock.instant();
        return groups.find(chat, user, sender, now)
                .call(found -> found.isEmpty() || found.get().noted() || sender.faceless()
                        ? Uni.createFrom().voidItem()
                        : groups.seen(found.get().account().accountId(), user, sender, now));
    }

    private void say(long chat, AccountSettings account, Function<GroupTexts, String> words) {
        answers.say(chat, OutgoingMessage.plain(UpdateService.inGroup(account, words)));
    }
}
