package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.sql.Sql;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** When each kind comes next, or why it does not. */
@ApplicationScoped
class DigestViews {

    private final Pool database;
    private final InstantSource clock;

    DigestViews(Pool database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Schema(name = "DigestKind")
    enum Kind {
        @JsonProperty("urgent")
        URGENT,
        @JsonProperty("morning")
        MORNING,
        @JsonProperty("evening")
        EVENING,
        @JsonProperty("weekly")
        WEEKLY
    }

    @Schema(name = "NextDigestReason")
    enum Reason {
        @JsonProperty("planned")
        PLANNED,
        @JsonProperty("off")
        OFF,
        @JsonProperty("outsideHours")
        OUTSIDE_HOURS,
        @JsonProperty("notLinked")
        NOT_LINKED,
        @JsonProperty("blocked")
        BLOCKED
    }

    @Schema(name = "NextDigests")
    public record View(
            @Schema(required = true, description = "Every kind, in the same order")
            List<NextView> items) {}

    @Schema(name = "NextDigest")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record NextView(
            @Schema(required = true) Kind kind,

            @Schema(
                    required = true,
                    nullable = true,
                    description = "Null when none comes. Nothing to say: none is sent")
            Instant nextAt,

            @Schema(
                    required = true,
                    description =
                            "planned; off: no time is chosen; outsideHours: no time is within working hours; "
                                    + "notLinked: there is no chat; blocked: the bot is. Neither of these two with a second channel")
            Reason reason) {}

    private record Slot(DigestKind kind, LocalDate date, LocalTime time) {}

    Uni<View> next(AccountSettings account) {
        var now = clock.instant();
        return Sql.rows(
                        database,
                        "select kind, local_date, slot from digest_jobs where account_id = $1 and local_date >= $2 and kind = any($3)",
                        account.accountId(),
                        account.today(now).minusDays(1),
                        DigestKind.known())
                .map(rows -> rows.stream()
                        .map(row -> new Slot(
                                DigestKind.valueOf(row.getString(0)), row.getLocalDate(1), row.getLocalTime(2)))
                        .collect(Collectors.toSet()))
                .map(noted -> new View(Arrays.stream(DigestKind.values())
                        // Of news nobody knows when there is any.
                        .filter(kind -> !kind.news())
                        .map(kind -> next(kind, account, noted, now))
                        .toList()));
    }

    private static NextView next(DigestKind kind, AccountSettings account, Set<Slot> noted, Instant now) {
        var shown = Kind.valueOf(kind.name());
        if (!kind.on(account)) {
            return new NextView(shown, null, Reason.OFF);
        }
        if (!account.second().ready() && (account.chat().isEmpty() || account.chatBlocked())) {
            return new NextView(shown, null, account.chat().isEmpty() ? Reason.NOT_LINKED : Reason.BLOCKED);
        }
        // What comes due within a pause is not made up for.
        var from = account.heldUntil(now, kind.aboutPayments())
                .map(until -> until.minusNanos(1))
                .orElse(now);
        return Stream.iterate(
                        DigestSlots.nextSlot(kind, account, from),
                        Optional::isPresent,
                        slot -> DigestSlots.nextSlot(
                                kind, account, slot.orElseThrow().at()))
                // A slot comes once, also when a change of the zone makes its time come again.
                .map(Optional::orElseThrow)
                .dropWhile(slot -> noted.contains(new Slot(kind, slot.date(), slot.time()))
                        || account.heldUntil(slot.at(), kind.aboutPayments()).isPresent())
                .findFirst()
                .map(slot -> new NextView(shown, slot.at(), Reason.PLANNED))
                .orElseGet(() -> new NextView(shown, null, Reason.OUTSIDE_HOURS));
    }
}
