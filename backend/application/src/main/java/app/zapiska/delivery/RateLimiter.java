package app.zapiska.delivery;

import app.zapiska.telegram.Cooldown;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * The row in which messages wait: one a chat and one for the whole bot, shared by all replicas through Redis; by this process
 * alone while Redis is away. Who goes first is the {@link Rank}'s matter.
 */
public interface RateLimiter extends Cooldown {

    /**
     * What a message is to the person, the first first. Only a reminder takes a place before its moment has come; whoever may
     * wait asks again instead, so that between a reminder and its place stands at most the one message that is leaving now.
     * Every so many places one is left to those who would otherwise wait for ever.
     */
    enum Rank {
        /** What the product promises to bring in its minute: reminders, payments, the urgent loans. */
        REMINDER(Duration.ofSeconds(10), 20),
        /** What answers the person who is looking at the chat just now. */
        ANSWER(Duration.ofMillis(400), 14),
        /** Whatever nobody waits for. */
        CORRECTION(Duration.ofMillis(400), 8);

        private final Duration ahead;
        private final int ofAGroupsMinute;

        Rank(Duration ahead, int ofAGroupsMinute) {
            this.ahead = ahead;
            this.ofAGroupsMinute = ofAGroupsMinute;
        }

        /** How long before its moment a place may be taken. A short while is needed to be there in time. */
        Duration ahead() {
            return ahead;
        }

        /** With so many messages in a group's last minute, this rank adds none: the rest is for those before it. */
        int ofAGroupsMinute() {
            return ofAGroupsMinute;
        }
    }

    sealed interface Turn {

        /**
         * A place, to be used as soon as this long has passed (not at all most of the time), or given back.
         */
        record Taken(Duration pause, Place place) implements Turn {}

        /** No place was taken. It may be worth asking again after so long. */
        record NotYet(Duration askAgain) implements Turn {}
    }

    /**
     * @param at the moment, in milliseconds of the product's clock
     * @param before the chat's place before this one
     */
    record Place(long chatId, long at, long before) {}

    Uni<Turn> ask(long chatId, Rank rank);

    /** Nothing was sent: whoever asks next may have it. */
    Uni<Void> giveBack(Place place);
}
