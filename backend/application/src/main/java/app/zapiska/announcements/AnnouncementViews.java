package app.zapiska.announcements;

import app.zapiska.channels.SecondChannelStatements;
import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Announcements and what became of them, as the owner sees them; each answer is one statement. */
@Singleton
class AnnouncementViews {

    @Schema(name = "AnnouncementState")
    enum State {
        @JsonProperty("planned")
        PLANNED,
        @JsonProperty("sending")
        SENDING,
        @JsonProperty("done")
        DONE,
        @JsonProperty("stopped")
        STOPPED
    }

    @Schema(name = "AnnouncementCopyState")
    enum CopyState {
        @JsonProperty("waiting")
        WAITING,
        @JsonProperty("sending")
        SENDING,
        @JsonProperty("sent")
        SENT,
        @JsonProperty("unknown")
        UNKNOWN,
        @JsonProperty("noChat")
        NO_CHAT,
        @JsonProperty("blocked")
        BLOCKED,
        @JsonProperty("deactivated")
        DEACTIVATED,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("stopped")
        STOPPED
    }

    @Schema(name = "AnnouncementHeldBy")
    enum HeldBy {
        @JsonProperty("pause")
        PAUSE,
        @JsonProperty("hours")
        HOURS
    }

    @Schema(name = "AnnouncementWay")
    enum Way {
        @JsonProperty("telegram")
        TELEGRAM,
        @JsonProperty("push")
        PUSH,
        @JsonProperty("mail")
        MAIL
    }

    /**
     * Whom one that is sent now reaches.
     *
     * @param people who have an account
     * @param reached who are written to: at once, or when their hours begin or their pause ends
     * @param elsewhere of those reached: who have no chat or have blocked the bot, and get it by push or mail
     * @param withoutChat of those who are active and are not reached
     * @param blocked of those who are active and are not reached: they have blocked the bot
     */
    @Schema(name = "AnnouncementAudience")
    record AudienceView(
            @NotNull Long people,
            @NotNull Long reached,
            @NotNull Long elsewhere,
            @NotNull Long withoutChat,
            @NotNull Long blocked,
            @NotNull Long deactivated) {}

    /**
     * Of how many people; together everybody who had an account when it began. All are 0 before that.
     *
     * @param waiting not sent yet, with those whose hours or pause it waits for
     * @param sending on its way at this moment: it may arrive, stopped or not
     * @param unknown it may have arrived: the answer was lost
     */
    @Schema(name = "AnnouncementCounts")
    record CountsView(
            @NotNull Long people,
            @NotNull Long sent,
            @NotNull Long waiting,
            @NotNull Long sending,
            @NotNull Long unknown,
            @NotNull Long noChat,
            @NotNull Long blocked,
            @NotNull Long deactivated,
            @NotNull Long failed,
            @NotNull Long stopped) {}

    /**
     * @param plannedAt when it begins
     * @param begunAt null until it has begun
     * @param stoppedAt null unless it was stopped
     */
    @Schema(name = "Announcement")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record View(
            @NotNull Long id,
            @NotNull String text,
            @NotNull State state,
            @NotNull Instant createdAt,
            @NotNull Instant plannedAt,
            @Schema(required = true, nullable = true) Instant begunAt,
            @Schema(required = true, nullable = true) Instant stoppedAt,
            @NotNull CountsView counts) {

        private static View from(Row row) {
            return new View(
                    row.getLong("id"),
                    row.getString("text"),
                    State.valueOf(row.getString("state")),
                    Sql.instant(row, "created_at"),
                    Sql.instant(row, "planned_at"),
                    Sql.instant(row, "begun_at"),
                    Sql.instant(row, "stopped_at"),
                    new CountsView(
                            row.getLong("people"),
                            row.getLong("sent"),
                            row.getLong("waiting"),
                            row.getLong("sending"),
                            row.getLong("unknown"),
                            row.getLong("no_chat"),
                            row.getLong("blocked"),
                            row.getLong("deactivated"),
                            row.getLong("failed"),
                            row.getLong("stopped")));
        }
    }

    @Schema(name = "AnnouncementPage")
    record PageView(
            @NotNull @Schema(description = "The newest first, at most 50")
            List<View> items,

            @NotNull AudienceView audience) {}

    /**
     * @param endedAt when it was sent or given up; null while it waits
     * @param heldUntil when it comes at the latest, if a pause or the hours keep it back
     * @param way by which it was sent; null when it was not
     * @param error what was answered, for whoever repairs it
     */
    @Schema(name = "AnnouncementCopy")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record CopyView(
            @NotNull Long accountId,
            @NotNull String name,
            @NotNull CopyState state,
            @Schema(required = true, nullable = true) Way way,
            @Schema(required = true, nullable = true) Instant endedAt,
            @Schema(required = true, nullable = true) Instant heldUntil,
            @Schema(required = true, nullable = true) HeldBy heldBy,
            @Schema(required = true, nullable = true) String error) {

        private static CopyView from(JsonObject copy) {
            var heldBy = copy.getString("held_by");
            var way = copy.getString("way");
            return new CopyView(
                    copy.getLong("account_id"),
                    copy.getString("name"),
                    CopyState.valueOf(copy.getString("state")),
                    way == null ? null : Way.valueOf(way),
                    instant(copy.getLong("ended_at")),
                    instant(copy.getLong("held_until")),
                    heldBy == null ? null : HeldBy.valueOf(heldBy.toUpperCase(Locale.ROOT)),
                    copy.getString("error"));
        }

        private static Instant instant(Long milliseconds) {
            return milliseconds == null ? null : Instant.ofEpochMilli(milliseconds);
        }
    }

    @Schema(name = "AnnouncementResult")
    record ResultView(@NotNull View announcement, @NotNull List<CopyView> people) {}

    private static final String COLUMNS = """
            select a.id, a.text, a.created_at, a.planned_at, a.begun_at, a.stopped_at, c.*,
              case when a.stopped_at is not null then 'STOPPED' when a.begun_at is null then 'PLANNED'
                when c.waiting + c.sending > 0 then 'SENDING' else 'DONE' end as state
            from announcements a cross join lateral (
              select count(*) as people, count(*) filter (where state = 'SENT') as sent,
                count(*) filter (where state in ('WAITING', 'CLAIMED')) as waiting,
                count(*) filter (where state = 'SENDING') as sending,
                count(*) filter (where state = 'UNKNOWN') as unknown,
                count(*) filter (where state = 'NO_CHAT') as no_chat,
                count(*) filter (where state = 'BLOCKED') as blocked,
                count(*) filter (where state = 'DEACTIVATED') as deactivated,
                count(*) filter (where state = 'FAILED') as failed,
                count(*) filter (where state = 'STOPPED') as stopped
              from announcement_copies where announcement_id = a.id) c
            """;

    private static final String LIST = """
            with audience as (
              select count(*) as all_people,
                count(*) filter (where deactivated_at is not null) as inactive,
                count(*) filter (where out_of_reach and has_second) as elsewhere,
                count(*) filter (where out_of_reach and not has_second and telegram_chat_id is null) as without_chat,
                count(*) filter (where out_of_reach and not has_second and telegram_chat_id is not null) as blocking
              from (
                select deactivated_at, telegram_chat_id,
                  deactivated_at is null and (telegram_chat_id is null or telegram_blocked_at is not null) as out_of_reach,
                  %s as has_second
                from accounts) people)
            select audience.all_people, audience.inactive, audience.elsewhere, audience.without_chat, audience.blocking, one.id, one.text,
              one.created_at, one.planned_at, one.begun_at, one.stopped_at, one.state, one.people, one.sent, one.waiting,
              one.sending, one.unknown, one.no_chat, one.blocked, one.deactivated, one.failed, one.stopped
            from audience left join (%s order by a.id desc limit 50) one on true
            order by one.id desc
            """.formatted(SecondChannelStatements.hasSecond("accounts.id"), COLUMNS);

    private static final String ONE = """
            select one.id, one.text, one.created_at, one.planned_at, one.begun_at, one.stopped_at, one.state, one.people,
              one.sent, one.waiting, one.sending, one.unknown, one.no_chat, one.blocked, one.deactivated, one.failed,
              one.stopped,
              (select json_agg(json_build_object('account_id', c.account_id, 'name', p.name,
                  'state', case when c.state = 'CLAIMED' then 'WAITING' else c.state end,
                  'ended_at', cast(extract(epoch from c.ended_at) * 1000 as bigint),
                  'held_until', cast(extract(epoch from c.held_until) * 1000 as bigint),
                  'held_by', c.held_by, 'way', case when c.state = 'SENT' then c.channel end, 'error', c.error) order by p.role <> 'OWNER', p.id)
               from announcement_copies c join accounts p on p.id = c.account_id
               where c.announcement_id = one.id) as copies
            from (%s where a.id = :id) one
            """.formatted(COLUMNS);

    private final Pool database;

    AnnouncementViews(Pool database) {
        this.database = database;
    }

    Uni<PageView> list() {
        return Statement.of(LIST, Map.of())
                .on(database)
                .map(rows -> new PageView(
                        rows.stream()
                                .filter(row -> row.getLong("id") != null)
                                .map(View::from)
                                .toList(),
                        audience(rows.getFirst())));
    }

    private static AudienceView audience(Row row) {
        long people = row.getLong("all_people");
        long withoutChat = row.getLong("without_chat");
        long blocked = row.getLong("blocking");
        long deactivated = row.getLong("inactive");
        return new AudienceView(
                people,
                people - withoutChat - blocked - deactivated,
                row.getLong("elsewhere"),
                withoutChat,
                blocked,
                deactivated);
    }

    Uni<Optional<ResultView>> result(long id) {
        return Statement.of(ONE, Map.of("id", id))
                .on(database)
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> new ResultView(
                                View.from(row),
                                Sql.objects(row, "copies").map(CopyView::from).toList())));
    }
}
