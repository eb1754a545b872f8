package app.zapiska.sandbox;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A pressed button, and what the bot answers to it. */
public final class CallbackResult {

    /** What the person sees: a toast, or an alert to be closed, or a page to be opened. */
    public record Answer(String text, boolean alert, String url) {}

    private final String callbackId;
    private final long updateId;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    CallbackResult(String callbackId, long updateId) {
        this.callbackId = callbackId;
        this.updateId = updateId;
    }

    public String callbackId() {
        return callbackId;
    }

    public long updateId() {
        return updateId;
    }

    public boolean answered() {
        return answer.isDone();
    }

    /** Text of the toast; empty when the bot has not answered yet or answered without words. */
    public Optional<String> toast() {
        Answer now = answer.getNow(null);
        return now == null || now.text().isEmpty() ? Optional.empty() : Optional.of(now.text());
    }

    public Optional<Answer> answer() {
        return Optional.ofNullable(answer.getNow(null));
    }

    /** Whether the bot answered before the timeout passed; returns as soon as it does. */
    public boolean awaitAnswered(Duration timeout) {
        try {
            answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void complete(Answer value) {
        answer.complete(value);
    }
}
