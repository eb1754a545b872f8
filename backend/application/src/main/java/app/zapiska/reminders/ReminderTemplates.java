package app.zapiska.reminders;

import app.zapiska.platform.sql.Statement;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@ApplicationScoped
class ReminderTemplates implements PanacheRepository<ReminderTemplate> {

    Uni<Optional<ReminderTemplate>> of(long accountId, long id) {
        return find("accountId = ?1 and id = ?2", accountId, id).firstResult().map(Optional::ofNullable);
    }

    /** Whether the account has it; if so, it stays until the transaction ends. */
    Uni<Boolean> keep(long accountId, long id) {
        return new Statement(
                        "select id from reminder_templates where account_id = :account and id = :template for key share",
                        Map.of("account", accountId, "template", id))
                .list(Long.class)
                .map(found -> !found.isEmpty());
    }

    /** As {@link #keep}, without writing what else the session has changed first: it may name a template that is not there. */
    Uni<Boolean> share(long accountId, long id) {
        return find("accountId = ?1 and id = ?2", accountId, id)
                .withLock(LockModeType.PESSIMISTIC_READ)
                .list()
                .map(found -> !found.isEmpty());
    }

    /** The account's default for things of this kind, which stays until the transaction ends. */
    Uni<Optional<Long>> keepDefault(long accountId, SubjectKey.Kind kind) {
        var column = kind.isPayment() ? "default_payment_template_id" : "default_task_template_id";
        return new Statement("select " + column + " from accounts where id = :account", Map.of("account", accountId))
                .list(Long.class)
                .chain(found -> {
                    var id = found.getFirst();
                    return id == null
                            ? Uni.createFrom().item(Optional.empty())
                            // Deleted this moment: another one is the default by now.
                            : keep(accountId, id)
                                    .chain(there -> there
                                            ? Uni.createFrom().item(Optional.of(id))
                                            : keepDefault(accountId, kind));
                });
    }

    Uni<List<ReminderTemplate>> of(long accountId, Collection<Long> ids) {
        return list("accountId = ?1 and id in ?2", accountId, ids);
    }
}
