package app.zapiska.loans;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.ProblemType;
import app.zapiska.undo.Undoable;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Takes the deletion of loans back, unless somebody has changed them since. */
@ApplicationScoped
class LoanUndo implements Undoable {

    private final Loans loans;
    private final LoanService service;

    LoanUndo(Loans loans, LoanService service) {
        this.loans = loans;
        this.service = service;
    }

    @Override
    public Kind kind() {
        return Kind.LOAN;
    }

    /** One after the other: loans are deleted one by one. */
    @Override
    public Uni<Result> undo(AccountSettings account, JsonArray items) {
        var failed = new LinkedHashMap<Long, ProblemType>();
        return Multi.createFrom()
                .iterable(items)
                .map(JsonObject.class::cast)
                .onItem()
                .transformToUniAndConcatenate(item -> restore(account, item)
                        .invoke(why -> why.ifPresent(type -> failed.put(item.getLong("id"), type))))
                .collect()
                .asList()
                .map(all -> new Result(all.size() - failed.size(), failed));
    }

    private Uni<Optional<ProblemType>> restore(AccountSettings account, JsonObject item) {
        return loans.lockDeleted(account.accountId(), item.getLong("id")).chain(loan -> {
            if (loan == null) {
                return Uni.createFrom().item(Optional.of(ProblemType.NOT_FOUND));
            }
            return loan.version() == item.getInteger("version")
                    ? service.restore(account, loan).replaceWith(Optional.<ProblemType>empty())
                    : Uni.createFrom().item(Optional.of(ProblemType.STALE));
        });
    }
}
