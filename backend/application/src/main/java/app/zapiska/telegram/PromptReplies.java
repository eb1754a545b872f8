package app.zapiska.telegram;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Wording;
import app.zapiska.telegram.Prompts.Prompt;
import app.zapiska.telegram.Prompts.State;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Brings answers to who has asked, and says so when one comes too late. */
@Singleton
class PromptReplies {

    private static final Duration LIMIT = Duration.ofSeconds(50);

    private final Prompts prompts;
    private final Map<String, PromptHandler> handlers;
    private final InstantSource clock;

    PromptReplies(Prompts prompts, @All List<PromptHandler> handlers, InstantSource clock) {
        this.prompts = prompts;
        this.handlers = handlers.stream().collect(Collectors.toMap(PromptHandler::kind, Function.identity()));
        this.clock = clock;
    }

    /**
     * @param answer empty: the text is meant for somebody else
     * @param notice to be said before whatever else is answered
     */
    record Heard(Optional<OutgoingMessage> answer, Optional<String> notice) {

        private static final Heard NOTHING = new Heard(Optional.empty(), Optional.empty());

        /** @param other what was answered by somebody else */
        Optional<OutgoingMessage> with(Optional<OutgoingMessage> other) {
            if (notice.isEmpty()) {
                return other;
            }
            var said = RichText.plain(notice.get());
            return Optional.of(other.map(message -> new OutgoingMessage(
                            RichText.joined(List.of(said, message.text()), "\n\n"),
                            message.keyboard(),
                            message.question(),
                            message.picture()))
                    .orElseGet(() -> new OutgoingMessage(said, List.of())));
        }
    }

    Uni<Heard> read(TextHandler.Written message) {
        if (message.replyTo().isEmpty() && !message.privateChat()) {
            return Uni.createFrom().item(Heard.NOTHING);
        }
        return prompts.answeredBy(message.account().accountId(), message.chatId(), message.replyTo(), clock.instant())
                .chain(found -> found.flatMap(prompt -> Optional.ofNullable(handlers.get(prompt.kind()))
                                .map(handler -> read(message, prompt, handler)))
                        .orElseGet(() -> Uni.createFrom().item(Heard.NOTHING)));
    }

    private Uni<Heard> read(TextHandler.Written message, Prompt prompt, PromptHandler handler) {
        if (prompt.state() != State.OPEN) {
            return Uni.createFrom()
                    .item(said(
                            prompt.state() == State.EXPIRED ? handler.expired() : handler.over(), message.account()));
        }
        if (!prompt.expiredAt(clock.instant())) {
            return handler.answered(message, prompt).map(answer -> new Heard(Optional.of(answer), Optional.empty()));
        }
        return prompts.close(prompt, State.EXPIRED)
                .replaceWith(() -> message.replyTo().isPresent() || handler.onlyAnswers(message)
                        ? said(handler.expired(), message.account())
                        : new Heard(Optional.empty(), Optional.of(words(handler.expired(), message.account()))));
    }

    private static Heard said(Wording words, AccountSettings account) {
        return new Heard(Optional.of(OutgoingMessage.plain(words(words, account))), Optional.empty());
    }

    private static String words(Wording words, AccountSettings account) {
        return words.in(account.language());
    }

    @Scheduled(
            identity = "chat-prompts-purge",
            every = "24h",
            delayed = "6m",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return prompts.purge(clock.instant()).ifNoItem().after(LIMIT).fail();
    }
}
