package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.digests.DigestMessages.Content;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.telegram.OutgoingMessage;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What digests of some kinds speak of and say; outside any Hibernate session, in as many statements as there are questions. */
interface Digest {

    Set<DigestKind> kinds();

    /** @param date and {@code slot} when it was meant to come, on the account's wall */
    record Turn(DigestKind kind, LocalDate date, LocalTime slot) {}

    /**
     * @param parts what each message is about, in order; none: there is nothing to say
     * @param more how many there are besides that are not listed
     */
    record Composed(List<List<SubjectKey>> parts, int more) {

        static final Composed NOTHING = new Composed(List.of(), 0);
    }

    /** What a new one is about, as of now. */
    Uni<Composed> compose(Turn turn, AccountSettings account, Instant now);

    /** @param open whether it asks for anything */
    record Rendered(OutgoingMessage message, boolean open) {}

    /**
     * One of its messages as it must stand in the chat now.
     *
     * @param opened the one whose buttons it shows, when it shows those of one
     * @return empty when nothing of what it is about is left
     */
    Uni<Optional<Rendered>> message(AccountSettings account, Content content, Optional<SubjectKey> opened, Instant now);

    /** As it leaves: what is over by then may be left out, which in the chat has to be said. */
    default Uni<Optional<Rendered>> leaving(AccountSettings account, Content content, Instant now) {
        return message(account, content, Optional.empty(), now);
    }
}
