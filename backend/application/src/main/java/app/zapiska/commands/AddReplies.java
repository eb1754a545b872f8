package app.zapiska.commands;

import app.zapiska.platform.Wording;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.PromptHandler;
import app.zapiska.telegram.Prompts;
import app.zapiska.telegram.Prompts.Prompt;
import app.zapiska.telegram.Prompts.State;
import app.zapiska.telegram.TextHandler.Written;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Reads the line that «Что добавить?» and «Изменить» have asked for: both become a proposal, which takes the place of an open one. */
abstract class AddReplies implements PromptHandler {

    private final Proposals proposals;
    private final Prompts prompts;

    AddReplies(Proposals proposals, Prompts prompts) {
        this.proposals = proposals;
        this.prompts = prompts;
    }

    /** One that can't be proposed is said, and the question goes on waiting. */
    @Override
    public Uni<OutgoingMessage> answered(Written message, Prompt prompt) {
        return proposals
                .propose(message.account(), message.chatId(), message.text())
                .call(answer -> answer.offered()
                        ? prompts.close(prompt, State.ANSWERED)
                        : Uni.createFrom().voidItem())
                .map(Proposals.Answer::message);
    }

    /** Any line can be a task of its own, and is proposed as one. */
    @Override
    public boolean onlyAnswers(Written message) {
        return false;
    }

    @Singleton
    static class OfAdd extends AddReplies {

        static final String KIND = "ADD";

        OfAdd(Proposals proposals, Prompts prompts) {
            super(proposals, prompts);
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Wording expired() {
            return Wording.of(TypedTexts.class, TypedTexts::addExpired);
        }

        @Override
        public Wording over() {
            return Wording.of(TypedTexts.class, TypedTexts::addOver);
        }
    }

    /** About the number of the proposal. */
    @Singleton
    static class OfChange extends AddReplies {

        static final String KIND = "CHANGE";

        OfChange(Proposals proposals, Prompts prompts) {
            super(proposals, prompts);
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Wording expired() {
            return Wording.of(TypedTexts.class, TypedTexts::changeExpired);
        }

        @Override
        public Wording over() {
            return Wording.of(TypedTexts.class, TypedTexts::changeOver);
        }
    }
}
