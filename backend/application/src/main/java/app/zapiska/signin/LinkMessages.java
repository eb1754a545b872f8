package app.zapiska.signin;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.DateText;
import app.zapiska.platform.Faults;
import app.zapiska.platform.PublicUrl;
import app.zapiska.platform.Wording;
import app.zapiska.telegram.Answers;
import app.zapiska.telegram.ButtonCode;
import app.zapiska.telegram.ButtonHandler;
import app.zapiska.telegram.CommandHandler;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.PageLinks;
import app.zapiska.telegram.RichText;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The link in the chat: asked for by a command or a button, and ended there when it is used or too old. */
@ApplicationScoped
public class LinkMessages implements CommandHandler, ButtonHandler {

    /** What a button carries that asks for a link. */
    public static final String BUTTON = new ButtonCode("li", "s", 0, 0, 0).encode();

    private static final String PATH = "/sign-in-link";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Inject
    SignInLinks links;

    @Inject
    AccountDirectory accounts;

    @Inject
    Answers answers;

    @Inject
    PublicUrl publicUrl;

    @Inject
    PageLinks page;

    @Inject
    InstantSource clock;

    @Override
    public List<String> names() {
        return List.of("login", "войти", "вход");
    }

    @Override
    public Wording description() {
        return Wording.of(SignInTexts.class, SignInTexts::description);
    }

    @Override
    public int place() {
        return 75;
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public Uni<Optional<Answer>> commanded(Commanded command) {
        var account = command.account();
        if (!command.privateChat()) {
            return Uni.createFrom()
                    .item(Optional.of(Answer.of(OutgoingMessage.plain(say(account, SignInTexts::onlyInPrivate)))));
        }
        return made(account, command.chatId())
                .map(made -> Optional.of(new Answer(
                        made.message(), made.token().map(token -> (long message) -> sent(token, message)))));
    }

    @Override
    public boolean handles(String data) {
        return data.equals(BUTTON);
    }

    @Override
    public boolean onlyShows(String data) {
        return true;
    }

    @Override
    public Uni<Reply> pressed(Press press) {
        var account = press.account();
        // Ids of groups are negative.
        if (press.chatId() < 0) {
            return Uni.createFrom().item(new Reply(say(account, SignInTexts::onlyInPrivate), true, Optional.empty()));
        }
        return made(account, press.chatId())
                .map(made -> Reply.toast("")
                        .followedBy(new FollowUp.Send(
                                made.message(),
                                message -> made.token()
                                        .map(token -> sent(token, message))
                                        .orElseGet(() -> Uni.createFrom().voidItem()))));
    }

    private record Made(OutgoingMessage message, Optional<String> token) {}

    private Uni<Made> made(AccountSettings account, long chat) {
        return links.make(account.accountId(), chat)
                .map(made -> made.map(token -> new Made(message(account, token), made))
                        .orElseGet(() -> new Made(
                                OutgoingMessage.plain(
                                        say(account, texts -> texts.tooManyLinks(SignInLinks.MOST_AN_HOUR))),
                                made)));
    }

    private OutgoingMessage message(AccountSettings account, String token) {
        // Behind # it reaches no log, no proxy and no preview.
        var path = PATH + "#" + token;
        var text = RichText.plain(
                say(account, texts -> texts.link(publicUrl.at(path).toString())));
        return new OutgoingMessage(
                text,
                page.button(path)
                        .map(target -> List.of(List.<OutgoingMessage.Button>of(
                                new OutgoingMessage.LinkButton(say(account, SignInTexts::linkButton), target))))
                        .orElse(List.of()));
    }

    private Uni<Void> sent(String token, long message) {
        return links.sent(token, message).chain(this::endSpent);
    }

    /** Says in the chat of each link that is over that it is. What is lost on the way is lost: the page says it, too. */
    @Scheduled(
            identity = "sign-in-links",
            every = "30s",
            delayed = "1m",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> endSpent() {
        return links.spent()
                .chain(spent -> accounts.settings(
                                spent.stream().map(SignInLinks.Spent::account).toList())
                        .invoke(found -> spent.forEach(one -> {
                            var account = found.get(one.account());
                            if (account != null) {
                                answers.show(one.chat(), one.message(), OutgoingMessage.plain(over(account, one)));
                            }
                        })))
                .replaceWithVoid()
                .ifNoItem()
                .after(PATIENCE)
                .fail();
    }

    /** Beside whatever has its effect already, and must not fail for this. */
    void endSpentLater() {
        endSpent()
                .subscribe()
                .with(
                        done -> {},
                        failure -> Log.warnf("Used sign-in links are told later: %s", Faults.describe(failure)));
    }

    private String over(AccountSettings account, SignInLinks.Spent link) {
        if (link.used() != null) {
            var now = new DateText(account.today(clock.instant()), account.zone(), account.language());
            return say(account, texts -> texts.usedMessage(now.brief(link.used())));
        }
        return say(account, link.replaced() ? SignInTexts::replacedMessage : SignInTexts::expiredMessage);
    }

    @Scheduled(
            identity = "sign-in-purge",
            every = "6h",
            delayed = "20m",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return links.purge().ifNoItem().after(PATIENCE).fail();
    }

    private static String say(AccountSettings account, Function<SignInTexts, String> words) {
        return Wording.of(SignInTexts.class, words).in(account.language());
    }
}
