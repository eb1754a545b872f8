package app.zapiska.channels;

import app.zapiska.channels.PushSubscriptions.Device;
import app.zapiska.platform.Faults;
import app.zapiska.platform.Sha256;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * The way to a person whom Telegram does not reach: a push message to each of their browsers at once, or a letter. What is sent
 * by which of them, when and whether again is the sender's own business; no transaction is open here.
 */
@Singleton
public class SecondChannel {

    private static final Logger LOG = Logger.getLogger(SecondChannel.class);
    private static final int TOPIC = 24;
    private static final Duration SHORTEST_LIFE = Duration.ofMinutes(1);
    private static final Duration LONGEST_LIFE = Duration.ofDays(1);

    private final PushSubscriptions subscriptions;
    private final PushClient client;
    private final MailChannel mail;

    SecondChannel(PushSubscriptions subscriptions, PushClient client, MailChannel mail) {
        this.subscriptions = subscriptions;
        this.client = client;
        this.mail = mail;
    }

    /**
     * By this way and no other. Never fails.
     *
     * @param life for how long it is worth being told
     */
    public Uni<SecondOutcome> send(Channel way, long accountId, SecondMessage message, Duration life) {
        return switch (way) {
            case PUSH -> push(accountId, message.notice(), life);
            case MAIL -> mail.send(accountId, message);
        };
    }

    private Uni<SecondOutcome> push(long accountId, Notice notice, Duration life) {
        return subscriptions
                .of(accountId)
                .onFailure()
                .invoke(failure -> LOG.warnf("The browsers of account %d: %s", accountId, Faults.describe(failure)))
                .chain(devices -> devices.isEmpty()
                        ? Uni.createFrom().item((SecondOutcome) new SecondOutcome.Nobody())
                        : answers(devices, notice, life)
                                .chain(answers -> noted(accountId, devices, answers)
                                        .map(left -> SecondOutcome.of(answers, left))))
                .onFailure()
                .recoverWithItem(
                        failure -> new SecondOutcome.NotSent(failure.getClass().getSimpleName(), SecondOutcome.SOON));
    }

    /** What became of it in each browser, in their order. */
    Uni<List<PushAnswer>> answers(List<Device> devices, Notice notice, Duration life) {
        var payload = notice.payload();
        var topic = topic(notice.tag());
        var kept = life.compareTo(SHORTEST_LIFE) < 0
                ? SHORTEST_LIFE
                : life.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : life;
        return Multi.createFrom()
                .range(0, devices.size())
                .onItem()
                .transformToUni(place -> client.post(devices.get(place).target(), payload, topic, kept)
                        .map(answer -> Map.entry(place, answer)))
                .merge(devices.size())
                .collect()
                .asList()
                .map(answers -> answers.stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue)
                        .toList());
    }

    /** The message itself is out: a list that could not be brought up to date says nothing of it. */
    private Uni<Boolean> noted(long accountId, List<Device> devices, List<PushAnswer> answers) {
        return subscriptions
                .note(accountId, devices, answers)
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("What the browsers of account %d said: %s", accountId, Faults.describe(failure)))
                .onFailure()
                .recoverWithItem(true);
    }

    private static String topic(String tag) {
        return Base64.getUrlEncoder().encodeToString(Sha256.of(tag)).substring(0, TOPIC);
    }
}
