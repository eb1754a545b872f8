package app.zapiska.channels;

import app.zapiska.platform.Faults;
import app.zapiska.platform.Language;
import app.zapiska.platform.PublicUrl;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Letters to people whom Telegram does not reach. No address stands in any log line. */
@Singleton
class MailChannel {

    private static final Logger LOG = Logger.getLogger(MailChannel.class);

    /** A server that is away or asks for patience is asked again after this, as greylisting wants it. */
    private static final Duration SOON = Duration.ofMinutes(1);
    /** What it will not take today, it may after somebody has looked at it. */
    private static final Duration LATER = Duration.ofMinutes(10);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final List<Class<? extends MailAnswer>> ANSWERS = List.of(
            MailAnswer.Accepted.class,
            MailAnswer.AddressRefused.class,
            MailAnswer.NotSent.class,
            MailAnswer.Unknown.class);

    private final MailAddresses addresses;
    private final SmtpClient client;
    private final MailConfig config;
    private final LetterWriter letters;
    private final PublicUrl publicUrl;
    private final InstantSource clock;
    private final MeterRegistry metrics;
    private final ChannelMessages russian;
    private final ChannelMessages english;

    MailChannel(
            MailAddresses addresses,
            SmtpClient client,
            MailConfig config,
            LetterWriter letters,
            PublicUrl publicUrl,
            InstantSource clock,
            MeterRegistry metrics,
            ChannelMessages russian,
            @Localized("en") ChannelMessages english) {
        this.addresses = addresses;
        this.client = client;
        this.config = config;
        this.letters = letters;
        this.publicUrl = publicUrl;
        this.clock = clock;
        this.metrics = metrics;
        this.russian = russian;
        this.english = english;
        // From the start, so that the first failure of its kind already is a rise.
        ANSWERS.forEach(this::answers);
    }

    private Counter answers(Class<? extends MailAnswer> answer) {
        return metrics.counter("zapiska.mail.letters", "answer", answer.getSimpleName());
    }

    /** After the database is there and migrated; what asks who can be reached, asks the database. */
    void start(@Observes @Priority(15) StartupEvent event) {
        addresses.configured(config.on()).await().atMost(PATIENCE);
    }

    boolean on() {
        return config.on();
    }

    /** Never fails. */
    Uni<SecondOutcome> send(long accountId, SecondMessage message) {
        if (!config.on()) {
            // Another replica of ours may be told of a mail server.
            return Uni.createFrom().item(new SecondOutcome.NotSent("this replica sends no mail", SOON));
        }
        return addresses
                .of(accountId)
                .chain(address -> address.isEmpty()
                        ? Uni.createFrom().item((SecondOutcome) new SecondOutcome.Nobody())
                        : post(address.get(), letters.of(message))
                                .call(answer -> noted(accountId, address.get(), answer))
                                .map(MailChannel::outcome))
                .onFailure()
                .invoke(failure -> LOG.warnf("A letter of account %d: %s", accountId, Faults.describe(failure)))
                .onFailure()
                .recoverWithItem(
                        failure -> new SecondOutcome.NotSent(failure.getClass().getSimpleName(), SecondOutcome.SOON));
    }

    /** The letter with the link that confirms an address. */
    Uni<MailAnswer> confirmation(MailAddress address, String token, String key, Locale language) {
        var texts = Language.choose(language, russian, english);
        var page = publicUrl.at("/mail#" + token).toString();
        return post(address, letters.confirming(texts, key, page)).call(this::noteServer);
    }

    private Uni<MailAnswer> post(MailAddress to, Letter letter) {
        var from = MailAddress.read(config.from().orElseThrow()).orElseThrow();
        return client.send(from, to, letter.bytes(from, to, clock.instant()))
                .invoke(answer -> answers(answer.getClass()).increment());
    }

    private static SecondOutcome outcome(MailAnswer answer) {
        return switch (answer) {
            case MailAnswer.Accepted accepted -> new SecondOutcome.Sent();
            case MailAnswer.AddressRefused refused -> new SecondOutcome.Nobody();
            case MailAnswer.NotSent(String error, boolean forGood) ->
                new SecondOutcome.NotSent(error, forGood ? LATER : SOON);
            case MailAnswer.Unknown(String error) -> new SecondOutcome.Unknown(error);
        };
    }

    /** The letter itself is out or not: what could not be written down says nothing of it. */
    private Uni<Void> noted(long accountId, MailAddress address, MailAnswer answer) {
        return noteServer(answer)
                .chain(() -> switch (answer) {
                    case MailAnswer.Accepted accepted -> addresses.sent(accountId);
                    case MailAnswer.AddressRefused(String code) -> addresses.refused(accountId, address, code);
                    case MailAnswer.NotSent notSent -> Uni.createFrom().voidItem();
                    case MailAnswer.Unknown unknown -> Uni.createFrom().voidItem();
                })
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("What became of a letter of account %d: %s", accountId, Faults.describe(failure)))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> noteServer(MailAnswer answer) {
        var error =
                switch (answer) {
                    case MailAnswer.NotSent(String why, boolean forGood) -> Optional.of(why);
                    case MailAnswer.Unknown(String why) -> Optional.of(why);
                    case MailAnswer.Accepted accepted -> Optional.<String>empty();
                    case MailAnswer.AddressRefused refused -> Optional.<String>empty();
                };
        error.ifPresent(why -> LOG.warnf("The mail server took no letter: %s", why));
        return addresses
                .server(error)
                .onFailure()
                .invoke(failure -> LOG.warnf("The state of the mail server: %s", Faults.describe(failure)))
                .onFailure()
                .recoverWithNull();
    }
}
