package app.zapiska.undo;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import java.util.Map;

/** What features implement as a bean for things whose changes are noted in the {@link UndoLog}. */
public interface Undoable {

    Kind kind();

    /** The names stand in the database. */
    enum Kind {
        TASK,
        LOAN
    }

    /**
     * Puts back what the items say, within the caller's transaction. What somebody has changed since is left as it is and named.
     *
     * @param items as they were given to {@link UndoLog#add}
     */
    Uni<Result> undo(AccountSettings account, JsonArray items);

    /**
     * @param done how many are as they were before
     * @param failed why not, by id
     */
    record Result(int done, Map<Long, ProblemType> failed) {}
}
