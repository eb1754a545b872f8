package app.zapiska.platform;

import io.quarkus.arc.All;
import io.quarkus.flyway.FlywayConfigurationCustomizer;
import io.quarkus.runtime.PreventFurtherStepsException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Refuses to start with what is missing, unsafe or taken from an example, all of it in one line. Asked by Flyway, because that
 * is the first of our parts to reach for anything: nothing is touched before. Then waits for the database.
 */
@Singleton
class StartCheck implements FlywayConfigurationCustomizer {

    private static final int REFUSED = 1;

    @All
    List<RequiredSettings> all;

    @Inject
    DatabaseAtStart database;

    @Override
    public void customize(FluentConfiguration configuration) {
        var objections = all.stream()
                .flatMap(part -> part.objections().stream())
                .sorted()
                .toList();
        if (!objections.isEmpty()) {
            // The line is all a person needs: this kind of failure is shown without a stack trace.
            throw new PreventFurtherStepsException("Zapiska does not start. " + String.join(" ", objections), REFUSED);
        }
        database.await(configuration.getDataSource());
    }
}
