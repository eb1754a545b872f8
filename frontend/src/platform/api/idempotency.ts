import { newKey } from './client'

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
