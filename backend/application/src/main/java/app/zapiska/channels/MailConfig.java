package app.zapiska.channels;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** How the mail server is talked to; the names in the environment are {@code SMTP_HOST} and so on. */
@ConfigMapping(prefix = "zapiska.mail")
interface MailConfig {

    /** Without it no mail is sent. */
    Optional<String> host();

    /** By default 587, with TLS from the first byte 465, without TLS 25. */
    OptionalInt port();

    @WithDefault("starttls")
    Tls tls();

    Optional<String> user();

    Optional<String> password();

    /** The sender's address. */
    Optional<String> from();

    /** Of a whole letter. The engine's lease (60 s) must outlive it. */
    @WithDefault("20s")
    Duration callTimeout();

    @WithDefault("5s")
    Duration connectTimeout();

    /** So many letters at once: mail services take few connections from one place. */
    @WithDefault("4")
    int atOnce();

    enum Tls {
        /** Begins in the open and goes on under TLS, or not at all. */
        STARTTLS,
        /** From the first byte. */
        TLS,
        /** For a mail server on this machine or in a network of one's own. */
        NONE
    }

    default boolean on() {
        return host().isPresent() && from().isPresent();
    }

    default int effectivePort() {
        return port().orElse(
                        switch (tls()) {
                            case STARTTLS -> 587;
                            case TLS -> 465;
                            case NONE -> 25;
                        });
    }
}
