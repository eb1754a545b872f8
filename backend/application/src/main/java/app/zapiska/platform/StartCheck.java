package app.zapiska.platform;

import app.zapiska.settings.SettingRules;
import app.zapiska.settings.SettingRules.Name;
import app.zapiska.settings.SettingRules.Objection;
import io.quarkus.flyway.FlywayConfigurationCustomizer;
import io.quarkus.runtime.PreventFurtherStepsException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Refuses to start with what is missing, unsafe or taken from an example, all of it in one line. Asked by Flyway, because that
 * is the first of our parts to reach for anything: nothing is touched before. Then waits for the database.
 */
@Singleton
class StartCheck implements FlywayConfigurationCustomizer {

    private static final int REFUSED = 1;

    /** Refused also when the account exists already: an example in the environment shows a careless set-up. */
    private static final Set<Name> REQUIRED =
            EnumSet.of(Name.AUTH_PASSWORD, Name.JWT_SIGNING_KEY, Name.DB_PASSWORD, Name.DB_MIGRATION_PASSWORD);

    @Inject
    Config config;

    @Inject
    DatabaseAtStart database;

    @Override
    public void customize(FluentConfiguration configuration) {
        var objections =
                SettingRules.check(name -> config.getOptionalValue(name.property(), String.class), REQUIRED).stream()
                        .map(Objection::english)
                        .sorted()
                        .toList();
        if (!objections.isEmpty()) {
            // The line is all a person needs: this kind of failure is shown without a stack trace.
            throw new PreventFurtherStepsException("Zapiska does not start. " + String.join(" ", objections), REFUSED);
        }
        database.await(configuration.getDataSource());
    }
}
