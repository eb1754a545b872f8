package app.zapiska.platform;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;

/** The only place that reads the machine's clock; tests put their own source in its stead. */
@Singleton
class SystemTime {

    @Produces
    @Singleton
    InstantSource clock() {
        return Clock.systemUTC();
    }
}
