package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.reminders.StandingMessage;
import app.zapiska.reminders.StandingMessages;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.reminders.SubjectListener;
import app.zapiska.telegram.ButtonHandler;
import app.zapiska.telegram.OutgoingMessage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;

/** Keeps the urgent-loans messages that stand in chats true, wherever the loans are paid, changed or put off. */
@ApplicationScoped
class UrgentStanding implements StandingMessage, SubjectListener {

    static final String KIND = "URGENT";

    private final DigestMessages digests;
    private final UrgentLoans loans;
    private final StandingMessages standing;
    private final InstantSource clock;

    UrgentStanding(DigestMessages digests, UrgentLoans loans, StandingMessages standing, InstantSource clock) {
        this.digests = digests;
        this.loans = loans;
        this.standing = standing;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Optional<OutgoingMessage>> render(
            AccountSettings account, long chatMessageId, Optional<SubjectKey> opened) {
        return digests.contentOf(account.accountId(), chatMessageId)
                .chain(content -> content.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : loans.message(account, content.get(), opened, clock.instant())
                                .map(message -> message.map(UrgentLoans.Rendered::message)));
    }

    @Override
    public Uni<Boolean> pressed(ButtonHandler.Press press, Optional<SubjectKey> subject) {
        return digests.pressed(
                press.account().accountId(),
                press.chatId(),
                press.messageId().orElseThrow(),
                subject.filter(key -> key.kind().isPayment()));
    }

    @Override
    public Uni<Void> changed(long accountId, Collection<SubjectKey> subjects) {
        return digests.touched(accountId, subjects).chain(messages -> standing.staleInSession(accountId, messages));
    }
}
