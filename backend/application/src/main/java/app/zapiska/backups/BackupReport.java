package app.zapiska.backups;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.backups.BackupHealth.Attempt;
import app.zapiska.backups.BackupHealth.Facts;
import app.zapiska.backups.BackupHealth.Trouble;
import app.zapiska.platform.DateText;
import app.zapiska.platform.Plural;
import app.zapiska.platform.Wording;
import app.zapiska.telegram.RichText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The message to the owner about the backups: what is wrong, since when, what to do; or that all is well again. */
final class BackupReport {

    private final AccountSettings owner;
    private final DateText dates;

    private BackupReport(AccountSettings owner, DateText dates) {
        this.owner = owner;
        this.dates = dates;
    }

    static RichText of(Facts facts, Set<Trouble> troubles, AccountSettings owner, Instant now, BackupsConfig config) {
        return new BackupReport(owner, owner.dates(now)).text(facts, troubles, config);
    }

    private RichText text(Facts facts, Set<Trouble> troubles, BackupsConfig config) {
        var text = RichText.builder();
        if (troubles.isEmpty()) {
            var last =
                    facts.good().map(BackupHealth.Good::at).map(dates::moment).orElse("—");
            return text.add(words(m -> m.recovered(last))).build();
        }
        text.bold(words(BackupMessages::trouble)).line("");
        for (var trouble : troubles) {
            text.line("• " + line(trouble, facts, config));
        }
        return text.add(words(BackupMessages::whatToDo)).build();
    }

    private String line(Trouble trouble, Facts facts, BackupsConfig config) {
        return switch (trouble) {
            case FAILED -> words(m -> m.failed(at(facts.last()), reason(facts.last())));
            case STALE ->
                facts.good()
                        .map(good -> words(m -> m.stale(hours(config.staleAfter()), dates.moment(good.at()))))
                        .orElseGet(() -> words(BackupMessages::none));
            case NOT_PROVED -> words(m -> m.notProved(at(facts.proof()), reason(facts.proof())));
            case OFF_SITE -> words(BackupMessages::offSite);
            case NO_WORKER -> words(BackupMessages::noWorker);
        };
    }

    private String at(Optional<Attempt> attempt) {
        return attempt.map(Attempt::at).map(dates::moment).orElse("—");
    }

    private String hours(Duration time) {
        return Plural.HOUR_GENITIVE.of(time.toHours(), owner.language());
    }

    private String reason(Optional<Attempt> attempt) {
        return attempt.flatMap(Attempt::fault)
                .map(fault -> fault.wording().in(owner.language()))
                .orElse("—");
    }

    private String words(Function<BackupMessages, String> message) {
        return Wording.of(BackupMessages.class, message).in(owner.language());
    }
}
