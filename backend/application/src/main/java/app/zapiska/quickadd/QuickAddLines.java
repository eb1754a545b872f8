package app.zapiska.quickadd;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.quickadd.Situation.Named;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** Lines of one account, which may call its categories and templates by name. The names are read outside any transaction. */
@ApplicationScoped
public class QuickAddLines {

    /** Of a line, in characters as people count them. */
    public static final int LONGEST = 1_000;

    /** Of a new task whose importance is not said. */
    private static final int NEEDED = 2;

    private final CallableNames names;

    QuickAddLines(CallableNames names) {
        this.names = names;
    }

    /** What a line may call by name, to be asked for once and looked into several times. */
    public record Known(Situation situation) {

        /** @param plain parts that mean nothing but themselves */
        public Proposal understand(String text, List<Part> plain) {
            return QuickAdd.understand(text, plain, situation);
        }

        public Optional<String> category(long id) {
            return name(situation.categories(), id);
        }

        public Optional<String> template(long id) {
            return name(situation.templates(), id);
        }

        private static Optional<String> name(List<Named> all, long id) {
            return all.stream().filter(one -> one.id() == id).map(Named::name).findFirst();
        }
    }

    /** @param now in the account's zone */
    public Uni<Known> of(AccountSettings account, ZonedDateTime now) {
        return names.of(account)
                .map(known -> new Known(new Situation(
                        now,
                        account.workingHours(),
                        NEEDED,
                        Currency.getInstance(account.currency()),
                        account.language(),
                        known.categories(),
                        known.templates())));
    }
}
