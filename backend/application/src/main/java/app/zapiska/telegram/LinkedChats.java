package app.zapiska.telegram;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The accounts' telegram columns, updates already handled and link codes, within the caller's Hibernate transaction. Plain
 * SQL: these columns belong to this package and the account's entity to another one.
 */
@ApplicationScoped
class LinkedChats {

    /** @return false when this update was handled before, or is being handled by a transaction that then commits */
    Uni<Boolean> firstSight(long updateId, Instant now) {
        return update(
                        "insert into telegram_updates (update_id, received_at) values (?1, ?2) on conflict do nothing",
                        updateId,
                        now)
                .map(rows -> rows == 1);
    }

    /** @return whether it was blocked */
    Uni<Boolean> clearBlock(long accountId) {
        return update(
                        "update accounts set telegram_blocked_at = null, telegram_blocked_reason = null"
                                + " where id = ?1 and telegram_blocked_at is not null",
                        accountId)
                .map(rows -> rows == 1);
    }

    Uni<Void> markBlocked(long accountId, Instant now, String reason) {
        return update(
                        "update accounts set telegram_blocked_at = ?2, telegram_blocked_reason = ?3"
                                + " where id = ?1 and telegram_chat_id is not null and telegram_blocked_at is null",
                        accountId,
                        now,
                        reason)
                .replaceWithVoid();
    }

    /**
     * @param userId whose presses count; empty leaves it as it is
     * @param botId whose chat it is
     */
    Uni<Void> link(long accountId, long chatId, Optional<Long> userId, Optional<Long> botId, Instant now) {
        return update(
                        "update accounts set telegram_chat_id = ?2, telegram_user_id = coalesce(cast(?3 as bigint), telegram_user_id),"
                                + " telegram_blocked_at = null, telegram_blocked_reason = null, updated_at = ?4,"
                                + " telegram_bot_id = cast(?5 as bigint), telegram_bot_lost_at = null"
                                + " where id = ?1",
                        accountId,
                        chatId,
                        userId.orElse(null),
                        now,
                        botId.orElse(null))
                .chain(() -> endMiniApp(List.of(accountId), now));
    }

    /** What a chat has opened closes with it: a session in Telegram stands on nothing else. */
    private static Uni<Void> endMiniApp(List<Long> accounts, Instant now) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("update sessions set revoked_at = :now"
                                + " where account_id in (:accounts) and began_by = 'TELEGRAM' and revoked_at is null")
                        .setParameter("now", now)
                        .setParameter("accounts", accounts)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** A linked chat acts for the account, so the audit log says since when, and when no longer. */
    Uni<Void> audit(long accountId, String event, Instant now) {
        return update("insert into audit_log (account_id, at, event) values (?1, ?2, ?3)", accountId, now, event)
                .replaceWithVoid();
    }

    Uni<Boolean> unlink(long accountId, Instant now) {
        return update(
                        "update accounts set telegram_chat_id = null, telegram_user_id = null, telegram_blocked_at = null,"
                                + " telegram_blocked_reason = null, telegram_bot_id = null, updated_at = ?2"
                                + " where id = ?1 and telegram_chat_id is not null",
                        accountId,
                        now)
                .call(() -> endMiniApp(List.of(accountId), now))
                .map(rows -> rows == 1);
    }

    /** Which bot the links are of; waits for whoever is just changing it. */
    Uni<Optional<Long>> botOfLinks() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("select bot_id from telegram_bot for update", Long.class)
                        .getResultList())
                .map(rows -> rows.stream().filter(Objects::nonNull).findFirst());
    }

    Uni<Void> botOfLinksIs(long botId) {
        return update("update telegram_bot set bot_id = ?1", botId).replaceWithVoid();
    }

    /** Those made before links knew their bot. */
    Uni<Void> adopt(long botId) {
        return update(
                        "update accounts set telegram_bot_id = ?1 where telegram_chat_id is not null and telegram_bot_id is null",
                        botId)
                .replaceWithVoid();
    }

    /** @return the accounts that had a chat with another bot and have none now */
    Uni<List<Long>> unlinkOtherBots(long botId, Instant now) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "update accounts set telegram_chat_id = null, telegram_user_id = null, telegram_blocked_at = null,"
                                        + " telegram_blocked_reason = null, telegram_bot_id = null, telegram_bot_lost_at = ?2,"
                                        + " updated_at = ?2"
                                        + " where telegram_chat_id is not null and telegram_bot_id is distinct from ?1"
                                        + " returning id",
                                Long.class)
                        .setParameter(1, botId)
                        .setParameter(2, now)
                        .getResultList())
                .call(lost -> lost.isEmpty() ? Uni.createFrom().voidItem() : endMiniApp(lost, now));
    }

    /** The numbers of another bot's updates would let the first of this one's pass for repetitions. */
    Uni<Void> forgetUpdates() {
        return update("delete from telegram_updates")
                .chain(() -> update("delete from telegram_link_codes"))
                .replaceWithVoid();
    }

    /** Whether chat or person belong to another account already, or the chat is a group that somebody's data is shown in. */
    Uni<Boolean> takenByAnother(long accountId, long chatId, Optional<Long> userId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select id from accounts where id <> ?1"
                                        + " and (telegram_chat_id = ?2 or telegram_user_id = cast(?3 as bigint))"
                                        + " union all select account_id from telegram_groups where chat_id = ?2",
                                Long.class)
                        .setParameter(1, accountId)
                        .setParameter(2, chatId)
                        .setParameter(3, userId.orElse(null))
                        .getResultList())
                .map(others -> !others.isEmpty());
    }

    /** One code an account: a new one ends the old one. */
    Uni<Void> saveCode(byte[] codeSha256, long accountId, Instant expiresAt) {
        return update(
                        "insert into telegram_link_codes (code_sha256, account_id, expires_at) values (?1, ?2, ?3)"
                                + " on conflict (account_id) do update set code_sha256 = excluded.code_sha256,"
                                + " expires_at = excluded.expires_at",
                        codeSha256,
                        accountId,
                        expiresAt)
                .replaceWithVoid();
    }

    record Code(long accountId, Instant expiresAt) {}

    /** Takes the code out of use, expired or not. */
    Uni<Optional<Code>> useCode(byte[] codeSha256) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "delete from telegram_link_codes where code_sha256 = ?1"
                                        + " returning account_id, cast(extract(epoch from expires_at) * 1000 as bigint)",
                                Object[].class)
                        .setParameter(1, codeSha256)
                        .getResultList())
                .map((List<Object[]> rows) -> rows.stream()
                        .findFirst()
                        .map(row -> new Code(
                                ((Number) row[0]).longValue(), Instant.ofEpochMilli(((Number) row[1]).longValue()))));
    }

    Uni<Void> purge(Instant updatesBefore, Instant codesBefore) {
        return update("delete from telegram_updates where received_at < ?1", updatesBefore)
                .chain(() -> update("delete from telegram_link_codes where expires_at < ?1", codesBefore))
                .replaceWithVoid();
    }

    private static Uni<Integer> update(String sql, Object... values) {
        return Panache.getSession().chain(session -> {
            var query = session.createNativeQuery(sql);
            for (int i = 0; i < values.length; i++) {
                query.setParameter(i + 1, values[i]);
            }
            return query.executeUpdate();
        });
    }
}
