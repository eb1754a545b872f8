package app.zapiska.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;

/** REQUESTS_PER_MINUTE_ADDRESS and REQUESTS_PER_MINUTE_ACCOUNT. */
@ConfigMapping(prefix = "zapiska.requests-per-minute")
interface RequestsPerMinute {

    @WithConverter(Lenient.Whole.class)
    int address();

    @WithConverter(Lenient.Whole.class)
    int account();
}
