/** Whether Telegram shows this page: the same pages stand below this path, and only there may Telegram Web frame them. */
export const MINI_APP = '/telegram'
export const inTelegram = /^\/telegram(?:\/|$)/.test(window.location.pathname)

/** What Telegram's client has put behind the #: who has opened it, and how it looks. Taken out of the address at once: the router imports this before it reads that. */
export const launch = inTelegram ? window.location.hash.slice(1) : ''
if (launch) window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search)
