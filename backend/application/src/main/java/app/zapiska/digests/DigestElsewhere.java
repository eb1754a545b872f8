package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.channels.SecondChannel;
import app.zapiska.channels.SecondOutcome;
import app.zapiska.channels.SingleMessage.Elsewhere;
import app.zapiska.delivery.EngineTime;
import app.zapiska.digests.DigestOutcomes.Tried;
import app.zapiska.digests.DigestQueue.Claimed;
import app.zapiska.digests.DigestQueue.Part;
import app.zapiska.reminders.EngineConfig;
import app.zapiska.telegram.RichText;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is left of a digest as one message by the second channel, which has no bound that would cut it. */
@Singleton
class DigestElsewhere {

    private final DigestQueue queue;
    private final DigestOutcomes outcomes;
    private final DigestMessages messages;
    private final Digests digests;
    private final DigestNotices notices;
    private final SecondChannel channel;
    private final EngineConfig config;
    private final EngineTime time;
    private final MeterRegistry metrics;

    DigestElsewhere(
            DigestQueue queue,
            DigestOutcomes outcomes,
            DigestMessages messages,
            Digests digests,
            DigestNotices notices,
            SecondChannel channel,
            EngineConfig config,
            EngineTime time,
            MeterRegistry metrics) {
        this.queue = queue;
        this.outcomes = outcomes;
        this.messages = messages;
        this.digests = digests;
        this.notices = notices;
        this.channel = channel;
        this.config = config;
        this.time = time;
        this.metrics = metrics;
    }

    /**
     * @param parts all that are still to be sent; not empty
     * @return whether they have come to an end
     */
    Uni<Boolean> send(Claimed digest, AccountSettings account, Elsewhere elsewhere, List<Part> parts) {
        var numbers = parts.stream().map(Part::number).collect(Collectors.toSet());
        return messages.content(
                        account.accountId(), digest.id(), parts.getFirst().number())
                .chain(content -> content.isEmpty()
                        ? Uni.createFrom().item(Optional.<Digest.Rendered>empty())
                        : digests.of(digest.kind())
                                .leaving(account, content.get().asOne(numbers), time.now()))
                .chain(message -> message.filter(Digest.Rendered::open).isEmpty()
                        ? skipped(digest, parts)
                        : send(
                                digest,
                                account,
                                elsewhere,
                                parts,
                                message.get().message().text()));
    }

    /** Paid or gone between the making of the messages and this try. */
    private Uni<Boolean> skipped(Claimed digest, List<Part> parts) {
        return Multi.createFrom()
                .iterable(parts)
                .onItem()
                .transformToUniAndConcatenate(part -> queue.skip(digest, part))
                .collect()
                .asList()
                .replaceWith(true);
    }

    private Uni<Boolean> send(
            Claimed digest, AccountSettings account, Elsewhere elsewhere, List<Part> parts, RichText words) {
        long intended = System.nanoTime();
        return queue.intend(digest, parts, elsewhere).chain(ours -> {
            var mine =
                    parts.stream().filter(part -> ours.contains(part.number())).toList();
            if (mine.isEmpty()) {
                return Uni.createFrom().item(false);
            }
            // Measured on this machine's monotonic clock: the process may have been stopped since.
            var age = Duration.ofNanos(System.nanoTime() - intended);
            if (age.compareTo(config.intentAge()) > 0) {
                return recordOutcome(
                        digest, elsewhere, mine, part -> DigestPartDecision.overtaken(part.before(), time.now(), age));
            }
            var now = time.now();
            return channel.send(
                            elsewhere.channel(),
                            account.accountId(),
                            notices.of(digest, mine, words, account, elsewhere, now),
                            Duration.between(now, digest.slot(account).until()))
                    .chain(outcome -> record(digest, elsewhere, mine, outcome));
        });
    }

    private Uni<Boolean> record(Claimed digest, Elsewhere elsewhere, List<Part> parts, SecondOutcome outcome) {
        metrics.counter(
                        "zapiska.digests.second.outcomes",
                        "channel",
                        elsewhere.channel().name().toLowerCase(Locale.ROOT),
                        "outcome",
                        outcome.getClass().getSimpleName())
                .increment();
        return recordOutcome(
                digest,
                elsewhere,
                parts,
                part -> DigestPartDecision.ofSecond(outcome, part.before(), time.now(), config));
    }

    private Uni<Boolean> recordOutcome(
            Claimed digest, Elsewhere elsewhere, List<Part> parts, Function<Part, DigestPartDecision> decided) {
        return outcomes.recordOutcome(
                digest,
                parts.stream().map(part -> new Tried(part, decided.apply(part))).toList(),
                elsewhere.channel());
    }
}
