-- Which list of commands Telegram was told last, by any replica: it is told again when the list or the bot has changed.
alter table telegram_bot add column commands_sha256 bytea;
