package app.zapiska.channels;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How push services are talked to. */
@ConfigMapping(prefix = "zapiska.push")
interface PushConfig {

    /** Of a whole call. The engine's lease (60 s) must outlive it. */
    @WithDefault("15s")
    Duration callTimeout();

    @WithDefault("5s")
    Duration connectTimeout();

    /** So many browsers of one account. */
    @WithDefault("10")
    int devices();

    /** A browser that was refused so often in a row is taken off the list: its subscription is of another key, or broken. */
    @WithDefault("3")
    int refusals();

    /** For tests alone: a push service on this machine, without TLS. */
    @WithDefault("false")
    boolean loopback();
}
