package app.zapiska.telegram;

import app.zapiska.platform.Vital;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The same for the readiness probe of the management listener. */
@Readiness
@Singleton
class TelegramHealth implements HealthCheck {

    @Inject
    TelegramVital telegram;

    @Override
    public HealthCheckResponse call() {
        var state = telegram.now();
        return HealthCheckResponse.named("telegram")
                .status(state != Vital.State.DOWN)
                .withData("state", state.name().toLowerCase(Locale.ROOT))
                .build();
    }
}
