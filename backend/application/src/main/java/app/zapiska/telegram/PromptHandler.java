package app.zapiska.telegram;

import app.zapiska.platform.Wording;
import io.smallrye.mutiny.Uni;

/**
 * Reads the answers to one kind of question; features implement it as a bean and ask by {@link Prompts#open}. Called inside the
 * transaction that marks the update as handled. The person is already authorised, as for {@link TextHandler}.
 */
public interface PromptHandler {

    /** Names the kind in the database: capitals, at most 20. */
    String kind();

    /**
     * Somebody has answered in time. What is wrong with the answer is said, and the question stays open unless it is closed here.
     */
    Uni<OutgoingMessage> answered(TextHandler.Written message, Prompts.Prompt prompt);

    /** Said to who answers too late: what has expired, and that nothing came of it. */
    Wording expired();

    /** Said to who answers a question that was answered, replaced or called off before. */
    Wording over();

    /** Whether a text that comes too late can be meant for nothing but the question; otherwise it is read as if nothing had been asked. */
    boolean onlyAnswers(TextHandler.Written message);
}
