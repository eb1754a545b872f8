package app.zapiska.loans;

import app.zapiska.undo.UndoLog;
import app.zapiska.undo.Undoable.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** What was deleted and can be taken back. */
@ApplicationScoped
class DeletedLoans {

    private final UndoLog log;

    DeletedLoans(UndoLog log) {
        this.log = log;
    }

    /**
     * @param deleted with the version that it keeps
     * @return the token
     */
    Uni<UUID> add(long accountId, Loan deleted) {
        return log.add(
                accountId,
                Kind.LOAN,
                "delete",
                JsonArray.of(new JsonObject().put("id", deleted.id()).put("version", deleted.version())));
    }
}
