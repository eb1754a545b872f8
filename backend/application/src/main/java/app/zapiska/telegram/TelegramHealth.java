package app.zapiska.telegram;

import app.zapiska.platform.HealthCheck;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The same for the readiness probe of the management listener. */
@Readiness
@Singleton
class TelegramHealth implements org.eclipse.microprofile.health.HealthCheck {

    @Inject
    TelegramHealthCheck telegram;

    @Override
    public HealthCheckResponse call() {
        var state = telegram.now();
        return HealthCheckResponse.named("telegram")
                .status(state != HealthCheck.State.DOWN)
                .withData("state", state.name().toLowerCase(Locale.ROOT))
                .build();
    }
}
