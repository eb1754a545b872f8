package app.zapiska.accounts;

import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class Accounts implements PanacheRepository<Account> {

    /** At most two: enough to see whether there is exactly one. */
    Uni<List<Account>> firstTwo() {
        return find("order by id").page(0, 2).list();
    }

    Uni<Account> byLogin(String login) {
        return find("login", login).firstResult();
    }
}
