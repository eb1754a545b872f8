package app.zapiska.contacts;

import app.zapiska.platform.DomainException.Conflict;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.DomainException.NotFound;
import app.zapiska.platform.ETags;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Turns;
import app.zapiska.platform.Wording;
import app.zapiska.platform.sql.Statement;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** Writes contacts down, mends and deletes them. */
@ApplicationScoped
class ContactService {

    /** Of an account; nobody is called so often. */
    static final int MOST = 5_000;

    private final InstantSource clock;

    ContactService(InstantSource clock) {
        this.clock = clock;
    }

    @WithTransaction
    Uni<Long> create(long accountId, ContactContent content) {
        return Turns.take("collector-contacts", accountId)
                .chain(() -> roomForOneMore(accountId))
                .chain(() -> ownLoan(accountId, 0, content))
                .chain(() -> {
                    var values = values(accountId, content);
                    values.put("now", clock.instant().truncatedTo(ChronoUnit.MICROS));
                    return new Statement("""
                                    with made as (
                                      insert into collector_contacts (account_id, contacted_at, kind, who, phone, loan_id, note,
                                        created_at)
                                      values (:account, :at, :kind, :who, :phone, cast(:loan as bigint), :note, :now)
                                      returning id)
                                    select id from made
                                    """, values).list(Long.class);
                })
                .map(ids -> ids.getFirst());
    }

    private static Uni<Void> roomForOneMore(long accountId) {
        return new Statement(
                        "select count(*) from collector_contacts where account_id = :account",
                        Map.of("account", accountId))
                .list(Long.class)
                .map(count -> {
                    if (count.getFirst() >= MOST) {
                        throw new Conflict(Wording.of(ContactMessages.class, m -> m.tooMany(MOST)));
                    }
                    return null;
                });
    }

    @WithTransaction
    Uni<Void> replace(long accountId, long id, ETags.ExpectedVersion seen, ContactContent content) {
        return locked(accountId, id, seen)
                .chain(() -> ownLoan(accountId, id, content))
                .chain(() -> {
                    var values = values(accountId, content);
                    values.put("id", id);
                    return new Statement("""
                                    update collector_contacts set version = version + 1, contacted_at = :at, kind = :kind,
                                      who = :who, phone = :phone, loan_id = cast(:loan as bigint), note = :note
                                    where account_id = :account and id = :id
                                    """, values).change();
                })
                .replaceWithVoid();
    }

    @WithTransaction
    Uni<Void> delete(long accountId, long id, ETags.ExpectedVersion seen) {
        return locked(accountId, id, seen)
                .chain(() -> new Statement(
                                "delete from collector_contacts where account_id = :account and id = :id",
                                Map.of("account", accountId, "id", id))
                        .change())
                .replaceWithVoid();
    }

    private static Uni<Void> locked(long accountId, long id, ETags.ExpectedVersion seen) {
        return new Statement(
                        "select version from collector_contacts where account_id = :account and id = :id for no key update",
                        Map.of("account", accountId, "id", id))
                .list(Integer.class)
                .map(found -> {
                    if (found.isEmpty()) {
                        throw new NotFound(ProblemType.NOT_FOUND.detail());
                    }
                    seen.check(found.getFirst());
                    return null;
                });
    }

    /** A contact keeps its loan when that has been deleted since. @param contactId 0 of a new one */
    private static Uni<Void> ownLoan(long accountId, long contactId, ContactContent content) {
        if (content.loanId().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return new Statement(
                        """
                        select l.id from loans l where l.account_id = :account and l.id = :loan and (l.deleted_at is null or exists (
                          select from collector_contacts c
                          where c.account_id = :account and c.id = :id and c.loan_id = l.id))
                        """,
                        Map.of(
                                "account",
                                accountId,
                                "id",
                                contactId,
                                "loan",
                                content.loanId().get()))
                .list(Long.class)
                .map(found -> {
                    if (found.isEmpty()) {
                        throw new Invalid("loanId", Wording.of(ContactMessages.class, ContactMessages::noSuchLoan));
                    }
                    return null;
                });
    }

    private static Map<String, Object> values(long accountId, ContactContent content) {
        var values = new HashMap<String, Object>(Map.of(
                "account",
                accountId,
                "at",
                content.at(),
                "kind",
                content.kind().name(),
                "who",
                content.who(),
                "phone",
                content.phone(),
                "note",
                content.note()));
        values.put("loan", content.loanId().orElse(null));
        return values;
    }
}
