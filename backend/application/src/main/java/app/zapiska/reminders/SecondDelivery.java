package app.zapiska.reminders;

import app.zapiska.channels.Channel;
import app.zapiska.channels.SecondChannel;
import app.zapiska.channels.SecondOutcome;
import app.zapiska.delivery.EngineTime;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/** A message by the second channel, and what it amounts to for the reminders it speaks for. Its intent is committed before. */
@Singleton
class SecondDelivery {

    private static final List<Class<? extends SecondOutcome>> OUTCOMES = List.of(
            SecondOutcome.Sent.class,
            SecondOutcome.NotSent.class,
            SecondOutcome.Nobody.class,
            SecondOutcome.Unknown.class);

    private final SecondChannel channel;
    private final ReminderNotices notices;
    private final EngineTime time;
    private final MeterRegistry metrics;

    SecondDelivery(SecondChannel channel, ReminderNotices notices, EngineTime time, MeterRegistry metrics) {
        this.channel = channel;
        this.notices = notices;
        this.time = time;
        this.metrics = metrics;
        // From the start, so that the first failure of its kind already is a rise.
        for (var way : Channel.values()) {
            OUTCOMES.forEach(outcome -> outcomes(way, outcome));
        }
    }

    private Counter outcomes(Channel way, Class<? extends SecondOutcome> outcome) {
        return metrics.counter(
                "zapiska.reminders.second.outcomes",
                "channel",
                way.name().toLowerCase(Locale.ROOT),
                "outcome",
                outcome.getSimpleName());
    }

    /** @return what to record, in the order of the parcel's reminders */
    Uni<List<DeliveryDecision>> send(Parcel parcel) {
        var account = parcel.account();
        // A device that is away until the next message needs only that one.
        var life = account.repeatInterval(
                parcel.subject(parcel.claimed().getFirst()).importance());
        var way = parcel.second().orElseThrow();
        return channel.send(way.channel(), account.accountId(), notices.of(parcel, time.now()), life)
                .map(outcome -> {
                    outcomes(way.channel(), outcome.getClass())
                            .increment(parcel.claimed().size());
                    var now = time.now();
                    return parcel.claimed().stream()
                            .map(one -> DeliveryDecision.ofSecond(
                                    outcome, account, parcel.subject(one).importance(), now))
                            .toList();
                });
    }
}
