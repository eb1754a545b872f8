package app.zapiska.tasks;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.NewAccountListener;
import app.zapiska.platform.Wording;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;

/** The categories of the written specification, in the language of the account. They may be renamed and deleted like any. */
@ApplicationScoped
class FirstCategories implements NewAccountListener {

    private final TaskCategories categories;
    private final InstantSource clock;

    FirstCategories(TaskCategories categories, InstantSource clock) {
        this.categories = categories;
        this.clock = clock;
    }

    @Override
    public Uni<Void> accountMade(AccountSettings account) {
        return make(account, TaskMessages::work, "#dc3545")
                .chain(() -> make(account, TaskMessages::personal, "#28a745"))
                .chain(() -> make(account, TaskMessages::family, "#007bff"));
    }

    private Uni<Void> make(AccountSettings account, Function<TaskMessages, String> name, String color) {
        var looks = new TaskCategory.Looks(Wording.of(TaskMessages.class, name).in(account.language()), color, "");
        return categories
                .persistAndFlush(new TaskCategory(
                        account.accountId(), looks, clock.instant().truncatedTo(ChronoUnit.MICROS)))
                .replaceWithVoid();
    }
}
