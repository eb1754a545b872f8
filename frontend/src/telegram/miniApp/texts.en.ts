export const en = {
  miniApp: {
    title: 'Signing in from Telegram',
    outside: 'Open it in Telegram',
    outsideText:
      'The button “Записная книжка” in the chat with the bot opens this address: there it is known who you are. In a browser, sign in as usual.',
    browser: 'Sign in here',
    notLinked: 'This Telegram is not linked yet',
    notLinkedText:
      'Sign in to Zapiska in a browser, open “Settings”, link your chat with the bot, and open Zapiska here again.',
    openBrowser: 'Open in a browser',
    noCookie: 'The browser has not kept the sign-in',
    noCookieText:
      'It does not let pages inside Telegram Web remember who has signed in. Open Zapiska in a tab of its own, or in the Telegram app.',
    ended: 'The session is over',
    endedText: 'Close Zapiska and open it in Telegram again.',
    failed: 'Signing in did not work',
    again: 'Try again',
    close: 'Close',
  },
}
