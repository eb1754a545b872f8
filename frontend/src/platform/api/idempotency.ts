import { newKey } from './client'
import { asProblem } from './problem'

/**
 * The same key as long as the same thing is asked for: pressing «Save» again after a broken connection must not create a
 * second task, while a changed form is a new wish (the API refuses an old key with another body).
 */
export function idempotencyKeys(fresh: () => string = newKey): (body: unknown) => string {
  let lastBody: string | undefined
  let key = ''
  return (body) => {
    const text = JSON.stringify(body)
    if (text !== lastBody) {
      lastBody = text
      key = fresh()
    }
    return key
  }
}

/**
 * Runs an act once however often its button is pressed: while it is under way the second press gets the first one's
 * answer, and after a broken connection it is tried again under the same key, so that the server does it once.
 */
export function oneAtATime(fresh: () => string = newKey) {
  const underWay = new Map<string, Promise<unknown>>()
  const keys = new Map<string, string>()
  return <T>(wish: string, act: (key: string) => Promise<T>): Promise<T> => {
    const running = underWay.get(wish)
    if (running) return running as Promise<T>
    const key = keys.get(wish) ?? fresh()
    keys.set(wish, key)
    const promise = act(key)
      .then(
        (done) => {
          keys.delete(wish)
          return done
        },
        (thrown) => {
          // An answer settles it; without one nobody knows whether it was done.
          if (asProblem(thrown).slug !== 'offline') keys.delete(wish)
          throw thrown
        },
      )
      .finally(() => underWay.delete(wish))
    underWay.set(wish, promise)
    return promise
  }
}
