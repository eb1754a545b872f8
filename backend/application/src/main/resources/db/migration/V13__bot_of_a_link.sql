-- A chat's number means something to the bot alone that a person has spoken to: 1001 of the sandbox may be anybody to a real bot.
-- So a link belongs to the bot it was made with.
alter table accounts
  add column telegram_bot_id bigint,              -- getMe's id; null: linked before links knew
  add column telegram_bot_lost_at timestamptz;    -- unlinked because another bot took over; null again with the next link
alter table telegram_bot add column bot_id bigint; -- whose the links, messages and update ids are; 0: another than the present one
