package app.zapiska.prove;

import app.zapiska.prove.Evidence.Attempt;
import java.time.Duration;
import java.util.Set;

/** What is done to the installation, for how long, and what may come of it. */
enum FaultKind {
    KILL(Place.REPLICA, 0, 8, Effect.UNKNOWN, Effect.PAGES),
    STOP(Place.REPLICA, 2, 16, Effect.UNKNOWN, Effect.PAGES),
    /** As by every update of the product; nothing may become unknown by it. */
    END(Place.REPLICA, 0, 4, Effect.PAGES),
    /** The whole product is away, and comes back to what has piled up. */
    KILL_ALL(Place.REPLICA, 5, 20, Effect.UNKNOWN, Effect.PAGES),
    /** A replica whose machine has a wrong clock for a while. */
    CLOCK_AHEAD(Place.REPLICA, 10, 25, Effect.UNKNOWN, Effect.PAGES),
    CLOCK_BEHIND(Place.REPLICA, 10, 25, Effect.UNKNOWN, Effect.PAGES),
    DATABASE_CRASH(Place.DATABASE, 0, 0, Effect.UNKNOWN, Effect.PAGES),
    DATABASE_CUT(Place.DATABASE, 0, 0, Effect.UNKNOWN, Effect.PAGES),
    DATABASE_HUNG(Place.DATABASE, 2, 14, Effect.UNKNOWN, Effect.PAGES),
    DATABASE_AWAY(Place.DATABASE, 2, 10, Effect.UNKNOWN, Effect.PAGES),
    /** Somebody holds a table: whoever needs it waits, with a connection of the pool in hand. */
    DATABASE_LOCKED(Place.DATABASE, 2, 12, Effect.UNKNOWN, Effect.PAGES),
    /** All connections are cut, and hardly one is given. */
    DATABASE_REFUSES(Place.DATABASE, 2, 10, Effect.UNKNOWN, Effect.PAGES),
    DATABASE_DISK_FULL(Place.DATABASE, 3, 12, Effect.UNKNOWN, Effect.PAGES),
    REDIS_AWAY(Place.REDIS, 3, 15),
    REDIS_HUNG(Place.REDIS, 3, 12),
    REDIS_SLOW(Place.REDIS, 5, 15),
    REDIS_FLUSHED(Place.REDIS, 0, 0),
    /** Calls under way are cut, so that nobody can tell whether they were heard. */
    TELEGRAM_AWAY(Place.TELEGRAM, 3, 15, Effect.UNKNOWN),
    TELEGRAM_SLOW(Place.TELEGRAM, 4, 12, Effect.UNKNOWN),
    TELEGRAM_LIMITS(Place.TELEGRAM, 3, 10),
    TELEGRAM_FAILS(Place.TELEGRAM, 3, 10, Effect.UNKNOWN),
    TELEGRAM_REJECTS_TOKEN(Place.TELEGRAM, 2, 8),
    TELEGRAM_ANSWERS_NOTHING(Place.TELEGRAM, 2, 8, Effect.UNKNOWN),
    TELEGRAM_ANSWERS_HALF(Place.TELEGRAM, 2, 8, Effect.UNKNOWN),
    /** For several repeats: what they would have said is said once. */
    OUTAGE(Place.REPLICA, 130, 200, Effect.UNKNOWN, Effect.PAGES),
    OUTAGE_OF_TELEGRAM(Place.TELEGRAM, 130, 200, Effect.UNKNOWN),
    /** Nothing breaks: the owner has Telegram call through nginx for a while, and then asks it again. */
    UPDATES_BY_WEBHOOK(Place.UPDATES, 10, 35);

    /** One fault at a time in each; several places may be at fault together. */
    enum Place {
        REPLICA,
        DATABASE,
        REDIS,
        TELEGRAM,
        UPDATES
    }

    enum Effect {
        /** A message under way may have arrived or not. */
        UNKNOWN,
        /** A request of a person may fail, with 503 or without an answer. */
        PAGES
    }

    final Place place;
    final Duration shortest;
    final Duration longest;
    private final Set<Effect> effects;

    FaultKind(Place place, int shortest, int longest, Effect... effects) {
        this.place = place;
        this.shortest = Duration.ofSeconds(shortest);
        this.longest = Duration.ofSeconds(longest);
        this.effects = Set.of(effects);
    }

    /** From its end until everything goes its way again: a lease and its rescue, a start, a back-off, a look at the token. */
    Duration recovery() {
        return this == TELEGRAM_REJECTS_TOKEN ? Duration.ofSeconds(75) : Duration.ofSeconds(30);
    }

    /** Whether what was done to this replica is felt at that one. */
    boolean reaches(int target, int replica) {
        return place != Place.REPLICA
                || this == KILL_ALL
                || this == OUTAGE
                || target == replica
                || replica == Attempt.THROUGH_NGINX;
    }

    /** Longer than a storm: nothing else breaks meanwhile. */
    boolean isOutage() {
        return this == OUTAGE || this == OUTAGE_OF_TELEGRAM;
    }

    /** Whether a message may come late by it. */
    boolean delays() {
        return place != Place.UPDATES;
    }

    boolean may(Effect effect) {
        return effects.contains(effect);
    }
}
