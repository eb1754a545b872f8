package app.zapiska.accounts;

import app.zapiska.platform.Language;
import app.zapiska.platform.sql.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What accounts have chosen, for the engine and the bot: outside any Hibernate session, each call on its own connection. */
@Singleton
public class AccountDirectory {

    /** Whether an account {@code a} has a device that takes messages. */
    public static final String HAS_PUSH = "exists (select from push_subscriptions push where push.account_id = a.id)";

    /** Whether an account {@code a} has an address that takes letters, and this installation sends any. */
    public static final String HAS_MAIL = """
            exists (select from mail_addresses mail cross join mail_server server
                    where mail.account_id = a.id and mail.address is not null and mail.refused_at is null
                      and server.configured)""";

    /** Of an account {@code a}, for {@link #settings(Row)}, where it is found by something of another feature. */
    public static final String COLUMNS = """
            a.id as account_id, a.login, a.name, a.role, a.language, a.time_zone, a.work_start_hour, a.work_end_hour,
            cast(a.work_days as text) as work_days, a.repeat_minutes_1, a.repeat_minutes_2, a.repeat_minutes_3,
            a.urgent_days, a.digest_times, a.snooze_default_minutes, a.currency,
            a.default_task_template_id, a.default_payment_template_id, a.morning_digest, a.morning_digest_at, a.evening_digest,
            a.evening_digest_at, a.weekly_digest, a.weekly_digest_at, a.weekly_digest_day, a.ceiling_messages, a.telegram_chat_id,
            a.telegram_blocked_at, a.deactivated_at, a.second_channel_minutes, a.push_details, a.paused_until,
            a.pause_spares_payments,
            """ + HAS_PUSH + " as has_push, " + HAS_MAIL + " as has_mail";

    private final Pool database;

    AccountDirectory(Pool database) {
        this.database = database;
    }

    /** By account id; unknown ids are missing. */
    public Uni<Map<Long, AccountSettings>> settings(Collection<Long> accountIds) {
        if (accountIds.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return select("a.id = any($1)", (Object) accountIds.toArray(Long[]::new))
                .map(rows -> {
                    var found = new HashMap<Long, AccountSettings>();
                    rows.forEach(row -> found.put(row.getLong("account_id"), settings(row)));
                    return Map.copyOf(found);
                });
    }

    /** The account whose linked chat this is. */
    public Uni<Optional<AccountSettings>> byChat(long chatId) {
        return one("a.telegram_chat_id = $1", chatId);
    }

    /** The account whose linked Telegram user this is. */
    public Uni<Optional<AccountSettings>> byTelegramUser(long userId) {
        return one("a.telegram_user_id = $1", userId);
    }

    /** The owner's account, which exists from the first start on. */
    public Uni<Optional<AccountSettings>> owner() {
        return one("a.role = 'OWNER'");
    }

    private Uni<Optional<AccountSettings>> one(String condition, Object... values) {
        return select(condition, values).map(rows -> rows.stream().findFirst().map(AccountDirectory::settings));
    }

    private Uni<List<Row>> select(String condition, Object... values) {
        return Sql.rows(database, "select " + COLUMNS + " from accounts a where " + condition, values);
    }

    public static AccountSettings settings(Row row) {
        var chat = row.getLong("telegram_chat_id");
        return new AccountSettings(
                row.getLong("account_id"),
                new AccountSettings.Place(
                        ZoneId.of(row.getString("time_zone")), Language.of(row.getString("language"))),
                new AccountSettings.Nagging(
                        new WorkingHours(
                                new WorkingHours.Hours(
                                        row.getInteger("work_start_hour"), row.getInteger("work_end_hour")),
                                Account.exceptions(row.getString("work_days"))),
                        Map.of(
                                1, Duration.ofMinutes(row.getInteger("repeat_minutes_1")),
                                2, Duration.ofMinutes(row.getInteger("repeat_minutes_2")),
                                3, Duration.ofMinutes(row.getInteger("repeat_minutes_3"))),
                        Duration.ofMinutes(row.getInteger("snooze_default_minutes")),
                        Optional.ofNullable(Sql.instant(row, "paused_until"))
                                .map(until ->
                                        new AccountSettings.Pause(until, row.getBoolean("pause_spares_payments")))),
                new AccountSettings.Loans(
                        row.getInteger("urgent_days"),
                        List.copyOf(Arrays.asList(row.getArrayOfLocalTimes("digest_times"))),
                        row.getString("currency"),
                        row.getBoolean("ceiling_messages")),
                new AccountSettings.DefaultTemplates(
                        Optional.ofNullable(row.getLong("default_task_template_id")),
                        Optional.ofNullable(row.getLong("default_payment_template_id"))),
                new AccountSettings.Digests(
                        new AccountSettings.Daily(
                                row.getBoolean("morning_digest"), row.getLocalTime("morning_digest_at")),
                        new AccountSettings.Daily(
                                row.getBoolean("evening_digest"), row.getLocalTime("evening_digest_at")),
                        new AccountSettings.Weekly(
                                row.getBoolean("weekly_digest"),
                                DayOfWeek.of(row.getInteger("weekly_digest_day")),
                                row.getLocalTime("weekly_digest_at"))),
                new AccountSettings.Chat(
                        chat == null ? OptionalLong.empty() : OptionalLong.of(chat),
                        row.getOffsetDateTime("telegram_blocked_at") != null,
                        !Role.valueOf(row.getString("role")).mayWrite(),
                        row.getOffsetDateTime("deactivated_at") == null,
                        new AccountSettings.Second(
                                row.getBoolean("has_push"),
                                row.getBoolean("has_mail"),
                                Duration.ofMinutes(row.getInteger("second_channel_minutes")),
                                row.getBoolean("push_details"))));
    }
}
