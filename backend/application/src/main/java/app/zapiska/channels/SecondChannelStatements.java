package app.zapiska.channels;

import app.zapiska.accounts.AccountDirectory;

/** What a queue asks of accounts that have a second channel. */
public final class SecondChannelStatements {

    private static final String ANY = "(" + AccountDirectory.HAS_PUSH + " or " + AccountDirectory.HAS_MAIL + ")";

    private SecondChannelStatements() {}

    /** That this account has a second channel and is written to at all. @param accountId an expression */
    public static String hasSecond(String accountId) {
        return "exists (select from accounts a where a.id = " + accountId + " and a.deactivated_at is null and " + ANY
                + ")";
    }

    /**
     * That the second channel takes a due message over at the moment {@code $2}, while nothing may be sent by Telegram.
     *
     * @param accountId an expression
     * @param waitsSince a list of expressions: the earliest that is not null is when the person began to wait
     */
    public static String takesOver(String accountId, String waitsSince) {
        return """
                exists (
                  select from accounts a cross join telegram_bot bot
                  where a.id = %s and %s
                    and (a.telegram_chat_id is null or a.telegram_blocked_at is not null
                         or least(%s, case when bot.state in ('UNREACHABLE', 'TOKEN_REJECTED') then bot.state_since end)
                            <= coalesce($2, now()) - make_interval(mins => a.second_channel_minutes)))
                """.formatted(accountId, ANY, waitsSince);
    }
}
