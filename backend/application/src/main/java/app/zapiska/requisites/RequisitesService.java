package app.zapiska.requisites;

import app.zapiska.platform.DomainException.NotFound;
import app.zapiska.platform.ETags;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.sql.Statement;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** Writes down how a loan is paid, under the loan's lock. */
@ApplicationScoped
class RequisitesService {

    private final InstantSource clock;

    RequisitesService(InstantSource clock) {
        this.clock = clock;
    }

    /** @param content checked; {@link HowToPay#NOTHING} takes all of it away */
    @WithTransaction
    Uni<Void> replace(long accountId, long loanId, ETags.ExpectedVersion seen, HowToPay content) {
        return lock(accountId, loanId)
                .chain(() -> version(accountId, loanId))
                .invoke(seen::check)
                .chain(version -> version == 0 && content.isNothing()
                        ? Uni.createFrom().voidItem()
                        : write(accountId, loanId, content));
    }

    private static Uni<Void> lock(long accountId, long loanId) {
        return new Statement("""
                        select id from loans where account_id = :account and id = :id and deleted_at is null for no key update
                        """, Map.of("account", accountId, "id", loanId))
                .list(Long.class)
                .map(found -> {
                    if (found.isEmpty()) {
                        throw new NotFound(ProblemType.NOT_FOUND.detail());
                    }
                    return null;
                });
    }

    /** After the lock, or it would be the one from before somebody else's change. */
    private static Uni<Integer> version(long accountId, long loanId) {
        return new Statement(
                        "select version from loan_requisites where account_id = :account and loan_id = :id",
                        Map.of("account", accountId, "id", loanId))
                .list(Integer.class)
                .map(found -> found.isEmpty() ? 0 : found.getFirst());
    }

    private Uni<Void> write(long accountId, long loanId, HowToPay content) {
        var r = content.requisites();
        var values = new HashMap<String, Object>(Map.of(
                "account", accountId, "id", loanId, "now", clock.instant().truncatedTo(ChronoUnit.MICROS)));
        values.putAll(Map.of(
                "name", r.name(),
                "number", r.account(),
                "bank", r.bank(),
                "bic", r.bic(),
                "correspondent", r.correspondentAccount(),
                "inn", r.inn(),
                "kpp", r.kpp(),
                "purpose", r.purpose(),
                "sbpLink", content.sbpLink()));
        return new Statement("""
                        insert into loan_requisites as r (loan_id, account_id, version, name, account, bank, bic,
                          correspondent_account, inn, kpp, purpose, sbp_link, updated_at)
                        values (:id, :account, 1, :name, :number, :bank, :bic, :correspondent, :inn, :kpp, :purpose, :sbpLink, :now)
                        on conflict (loan_id) do update set version = r.version + 1, name = excluded.name,
                          account = excluded.account, bank = excluded.bank, bic = excluded.bic,
                          correspondent_account = excluded.correspondent_account, inn = excluded.inn, kpp = excluded.kpp,
                          purpose = excluded.purpose, sbp_link = excluded.sbp_link, updated_at = excluded.updated_at
                        """, values).change().replaceWithVoid();
    }
}
