package app.zapiska.reminders;

import app.zapiska.accounts.AccountDirectory;

/** What the queue asks of accounts that have a second channel. */
final class SecondChannelStatements {

    private static final String ANY = "(" + AccountDirectory.HAS_PUSH + " or " + AccountDirectory.HAS_MAIL + ")";

    /** Of a reminder {@code r}, whose account has a second channel and is written to at all. */
    static final String HAS_SECOND =
            "exists (select from accounts a where a.id = r.account_id and a.deactivated_at is null and " + ANY + ")";

    /** Of a due reminder, at the moment {@code $2}, while nothing may be sent by Telegram. */
    static final String TAKES_OVER = """
                    and soft_unknowns = 0 and exists (
                      select from accounts a cross join telegram_bot bot
                      where a.id = reminders.account_id
                        and %s
                        and (a.telegram_chat_id is null or a.telegram_blocked_at is not null
                             or least(reminders.due_at,
                                      case when bot.state in ('UNREACHABLE', 'TOKEN_REJECTED') then bot.state_since end)
                                <= coalesce($2, now()) - make_interval(mins => a.second_channel_minutes)))
            """.formatted(ANY);

    private SecondChannelStatements() {}
}
