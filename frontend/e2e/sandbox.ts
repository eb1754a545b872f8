import { request } from '@playwright/test'

/** The owner's chat with the bot, through the sandbox's controls. */
const origin = process.env.SANDBOX_URL ?? ''
if (!origin) throw new Error("SANDBOX_URL must be the Telegram sandbox's address")

export const CHAT_PAGE = `${origin}/chat?lang=ru`

export interface Send {
  at: string
  messageId: number
  text: string
}

export interface Message {
  messageId: number
  text: string
  deleted: boolean
  replyMarkup: { inline_keyboard?: { text: string }[][] } | null
}

async function control<T>(method: 'GET' | 'POST', path: string, data?: object): Promise<T> {
  const api = await request.newContext()
  try {
    const answer = await api.fetch(`${origin}/control${path && `/${path}`}`, {
      method,
      ...(data ? { data } : {}),
      timeout: 150_000,
    })
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
    return (await answer.json()) as T
  } finally {
    await api.dispose()
  }
}

/** The messages that were accepted with these words, in order; waits for the given number of them. */
export async function sendsOf(words: string, atLeast: number, waitMs: number): Promise<Send[]> {
  const deadline = Date.now() + waitMs
  for (;;) {
    const all = await control<Send[]>('GET', 'sends')
    const found = all.filter((send) => send.text.includes(words))
    const left = deadline - Date.now()
    if (found.length >= atLeast || left <= 0) return found
    // Answers 409 when nothing more came.
    await control<Send[]>('GET', `sends?atLeast=${all.length + 1}&waitMs=${left}`).catch(() => undefined)
  }
}

/** What of it a person sees in the chat now; in the owner's, unless another is meant. */
export const standing = async (words: string, chatId?: number): Promise<Message[]> =>
  (await control<Message[]>('GET', chatId ? `messages?chatId=${chatId}` : 'messages')).filter(
    (message) => !message.deleted && message.text.includes(words),
  )

/** @returns what the bot said to the press */
export const press = (messageId: number, button: string, chatId?: number) =>
  control<{ answered: boolean; text?: string }>('POST', 'press', { messageId, button, waitMs: 10_000, chatId })

/** The first button whose label begins so: labels hold sums with spaces of every kind. */
export function buttonOf(message: Message | undefined, beginning: string): string {
  const labels = (message?.replyMarkup?.inline_keyboard ?? []).flat().map((button) => button.text)
  const found = labels.find((label) => label.startsWith(beginning))
  if (!found) throw new Error(`no button «${beginning}» among ${labels.join(', ') || 'none'}`)
  return found
}

/** Somebody else's chat with the bot. */
export async function writeAs(userId: number, firstName: string, text: string) {
  await control('POST', 'add-chat', { chatId: userId, firstName })
  return control('POST', 'text', { chatId: userId, userId, text })
}

/** A group with somebody in it who writes. */
export async function writeInGroup(chatId: number, title: string, userId: number, text: string) {
  await control('POST', 'add-chat', { chatId, firstName: title })
  return control('POST', 'text', { chatId, userId, text })
}

/** The chat that the owner's person writes from. */
export const ownerId = async () => (await control<{ ownerId: number }>('GET', '')).ownerId

/** What a person writes to the bot. */
export const write = (text: string) => control<{ messageId: number }>('POST', 'text', { text })
