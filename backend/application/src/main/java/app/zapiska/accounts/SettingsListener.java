package app.zapiska.accounts;

import io.smallrye.mutiny.Uni;

/** Features whose rows depend on an account's settings implement this; called within the transaction that changes them. */
public interface SettingsListener {

    Uni<Void> settingsChanged(AccountSettings before, AccountSettings after);
}
