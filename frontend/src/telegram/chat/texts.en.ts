import type { ru } from './texts.ru'

export const en: typeof ru = {
  linkRequest: {
    title: 'Is this you?',
    person: '{name} has opened the bot by your link.',
    group: '{name} has called the bot by your link, in the group “{group}”.',
    text: 'Reminders will go there, and buttons will work from there. People choose their names in Telegram: if you have not opened the link just now, answer “No”.',
    another: 'Link another chat',
    yes: 'Yes, it is me',
    no: 'No, it is not',
    done: 'The chat is linked',
    declined: 'The chat is not linked, and the link no longer works',
  },
  chatSection: {
    title: 'Chat with the bot',
    check: 'Check',
    link: 'Link a chat',
    unlink: 'Unlink the chat',
    unlinkSure: 'Reminders will not arrive any more.',
    unlinked: 'The chat is unlinked',
    code: 'Send to the bot:',
    codeUntil: 'The code works once, until: {at}.',
    since: 'Since {at}.',
    openBot: 'Open the bot',
    state: {
      ok: 'All is well, reminders arrive.',
      sandbox: 'The practice chat is on.',
      off: 'Telegram is off.',
      blocked: 'The bot is blocked and can’t write to you.',
      tokenRejected: 'Telegram rejects the bot’s token.',
      unreachable: 'Telegram can’t be reached now.',
      otherBot: 'The bot is another one now; the chat with the former one is unlinked.',
      notLinked: 'No chat is linked.',
    },
    advice: {
      ok: 'The buttons below the messages complete and snooze tasks.',
      sandbox:
        'No bot token is set, so messages arrive in a practice chat on this server. For the real Telegram put TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID into the .env file and restart the program.',
      off: 'Put TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID into the .env file and restart the program.',
      blocked: 'Open the chat with the bot and press “Start”: everything that waits will arrive.',
      tokenRejected:
        "The token was revoked or has a typo. Get a new one from {'@'}BotFather, put it into TELEGRAM_BOT_TOKEN of the .env file and restart the program. No reminder is lost meanwhile: all of them wait.",
      unreachable:
        'The server can’t connect to Telegram. Check its network; the reminders wait and arrive by themselves.',
      otherBot:
        'Each bot has chats of its own, so the former chat is unlinked and its messages no longer change. Get a code and send it to the new bot: whatever waits will arrive. With TELEGRAM_CHAT_ID in .env the owner’s chat is linked by itself at the start.',
      notLinked: 'Link a chat: get a code and send it to the bot.',
    },
  },
}
