package app.zapiska.platform;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Sorts the times of answers into a few classes, so that a dashboard can tell how slow the slow ones are. */
@Singleton
class HttpTimes {

    private static final double[] CLASSES = {
        nanos(Duration.ofMillis(25)),
        nanos(Duration.ofMillis(100)),
        nanos(Duration.ofMillis(300)),
        nanos(Duration.ofSeconds(1)),
        nanos(Duration.ofSeconds(3))
    };

    @Produces
    @Singleton
    MeterFilter classes() {
        return new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id meter, DistributionStatisticConfig config) {
                return meter.getName().equals("http.server.requests")
                        ? DistributionStatisticConfig.builder()
                                .serviceLevelObjectives(CLASSES)
                                .build()
                                .merge(config)
                        : config;
            }
        };
    }

    private static double nanos(Duration time) {
        return time.toNanos();
    }
}
