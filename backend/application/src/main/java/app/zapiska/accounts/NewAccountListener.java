package app.zapiska.accounts;

import io.smallrye.mutiny.Uni;

/** Features that give a new account something to begin with; called within the transaction that makes it. */
public interface NewAccountListener {

    Uni<Void> accountMade(AccountSettings account);
}
