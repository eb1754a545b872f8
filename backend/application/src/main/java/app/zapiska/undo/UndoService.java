package app.zapiska.undo;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Changes;
import app.zapiska.platform.DomainException.NotFound;
import app.zapiska.platform.ProblemException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Wording;
import app.zapiska.undo.UndoLog.Noted;
import app.zapiska.undo.Undoable.Result;
import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

@ApplicationScoped
public class UndoService {

    private final UndoLog log;
    private final List<Undoable> undoables;
    private final InstantSource clock;

    UndoService(UndoLog log, @All List<Undoable> undoables, InstantSource clock) {
        this.log = log;
        this.undoables = undoables;
        this.clock = clock;
    }

    /** Takes back all of it once, whoever presses, how often, and from how many devices. */
    @WithTransaction
    public Uni<Result> undo(AccountSettings account, UUID token) {
        return log.lock(account.accountId(), token)
                .map(found -> found.orElseThrow(() -> new NotFound(ProblemType.NOT_FOUND.detail())))
                .invoke(this::stillOpen)
                .call(() -> log.taken(account.accountId(), token))
                .call(() -> Changes.together())
                .chain(noted -> of(noted).undo(account, noted.items()));
    }

    private void stillOpen(Noted noted) {
        if (noted.taken()) {
            throw gone(UndoMessages::takenAlready);
        }
        if (!noted.expiresAt().isAfter(clock.instant())) {
            throw gone(UndoMessages::tooLate);
        }
    }

    private static ProblemException gone(Function<UndoMessages, String> why) {
        return new ProblemException(ProblemType.GONE, Wording.of(UndoMessages.class, why));
    }

    private Undoable of(Noted noted) {
        return undoables.stream()
                .filter(undoable -> undoable.kind() == noted.kind())
                .findFirst()
                .orElseThrow();
    }
}
