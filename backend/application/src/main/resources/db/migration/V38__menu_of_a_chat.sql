-- What Telegram was told last of the button that opens the page in this account's chat: by which bot, for which chat, in which
-- language, with which address. It is told again when any of them has changed.
alter table accounts add column telegram_menu text;
