package app.zapiska.accounts;

import app.zapiska.platform.Language;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.List;

/** How an account begins: with the installation's settings, and with what each feature gives it. */
@ApplicationScoped
class NewAccounts {

    @Inject
    Accounts accounts;

    @Inject
    AccountsConfig config;

    @Inject
    InstantSource clock;

    @Inject
    @All
    List<NewAccountListener> listeners;

    AccountSettings defaults() {
        var repeat = Duration.ofMinutes(config.repeatIntervalMinutes());
        return new AccountSettings(
                0,
                new AccountSettings.Place(config.timeZone(), Language.RUSSIAN),
                AccountSettings.Nagging.every(repeat, hours(config.workHoursStart(), config.workHoursEnd())),
                new AccountSettings.Loans(
                        config.urgentDays(), List.of(LocalTime.of(10, 0), LocalTime.of(20, 0)), "RUB"),
                // Chosen by the database, which makes the templates.
                AccountSettings.DefaultTemplates.NONE,
                AccountSettings.Chat.NONE);
    }

    private static WorkingHours hours(int start, int end) {
        try {
            // The written specification lets 0–0 mean the same as 0–24.
            return WorkingHours.daily(start, start == 0 && end == 0 ? 24 : end);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalStateException(
                    "BOT_WORK_HOURS_START and BOT_WORK_HOURS_END: " + wrong.getMessage(), wrong);
        }
    }

    /** Within the caller's transaction. */
    Uni<Account> make(String login, String name, Role role, String passwordHash, AccountSettings settings) {
        var account = Account.create(login, name, role, passwordHash, settings, clock.instant());
        return accounts.persistAndFlush(account).call(made -> greet(made.settings()));
    }

    private Uni<Void> greet(AccountSettings account) {
        Uni<Void> told = Uni.createFrom().voidItem();
        for (var listener : listeners) {
            told = told.chain(() -> listener.accountMade(account));
        }
        return told;
    }
}
