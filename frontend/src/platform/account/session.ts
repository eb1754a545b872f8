import { defineStore } from 'pinia'
import { ref } from 'vue'
import { answer, api } from '@/platform/api/client'
import type { Account, LoggedIn } from '@/platform/api/model'
import { asProblem } from '@/platform/api/problem'
import { speak } from '@/platform/i18n/i18n'

/** Who was signed in on this device the last time: most likely they still are, and only they may see what it has kept. */
const KEY = 'signedIn'
export const likelySignedIn = () => localStorage.getItem(KEY) !== null
export const lastSignedIn = (): number => Number(localStorage.getItem(KEY))

/** Who is signed in. */
export const useSession = defineStore('session', () => {
  const account = ref<Account | null>(null)
  /** False until the server was asked once. */
  const known = ref(false)
  /** It ended by itself under somebody's hands, which they must be told. */
  const ended = ref(false)

  /** The server has let somebody in. */
  async function become(signedIn: Account) {
    account.value = signedIn
    ended.value = false
    known.value = true
    localStorage.setItem(KEY, String(signedIn.id))
    await speak(signedIn.language)
  }

  let asked: Promise<void> | undefined

  /** Asks the server who this is, once for all who want to know now. Nobody is an answer; anything else that fails is thrown. */
  function find(): Promise<void> {
    asked ??= ask().finally(() => {
      asked = undefined
    })
    return asked
  }

  async function ask(): Promise<void> {
    try {
      await become(await answer(api.GET('/api/v1/auth/me')))
    } catch (thrown) {
      if (asProblem(thrown).slug !== 'unauthenticated') throw thrown
      forget()
    }
  }

  /** @param code of the second step, once it was asked for */
  async function signIn(password: string, login: string, code?: string): Promise<LoggedIn> {
    const body = { password, ...(login && { login }), ...(code && { code }) }
    const who = await answer(api.POST('/api/v1/auth/login', { body }))
    await become(who.account)
    return who
  }

  /** @param before the account is forgotten here, and after the server has let go of it */
  async function signOut(before: () => Promise<void>): Promise<void> {
    await answer(api.POST('/api/v1/auth/logout'))
    await before()
    forget()
  }

  function forget() {
    account.value = null
    localStorage.removeItem(KEY)
    known.value = true
  }

  /** The server knows the session no more. */
  function expire() {
    ended.value = true
    forget()
  }

  return { account, known, ended, become, find, signIn, signOut, forget, expire }
})
