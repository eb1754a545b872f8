import type { LocationQuery } from 'vue-router'

/** One part of a list's address. What is usual, or no longer known, is not said in it. */
interface Part<T> {
  read: (said: string) => T | undefined
  write: (value: T) => string | undefined
}

export const oneOf = <T extends string>(options: readonly T[], usual: T): Part<T> => ({
  read: (said) => options.find((one) => one === said) ?? usual,
  write: (value) => (value === usual ? undefined : value),
})
export const words: Part<string> = {
  read: (said) => said.trim().slice(0, 200) || undefined,
  write: (value) => value || undefined,
}
export const idOf: Part<number> = {
  read: (said) => (/^\d{1,15}$/.test(said) ? Number(said) : undefined),
  write: String,
}

/** A list's filters live in the address: they survive a reload, and Back goes back. */
export interface Address<S> {
  searchFrom: (query: LocationQuery) => S
  queryFrom: (search: S) => Record<string, string>
}

/** A search has no keys but those of its parts, and none whose part says nothing. */
export function addressOf<S extends object>(parts: { [K in keyof S]-?: Part<NonNullable<S[K]>> }): Address<S> {
  const each = <V>(saying: (part: Part<unknown>, name: string) => V | undefined) =>
    Object.fromEntries(
      Object.entries<Part<unknown>>(parts as Record<string, Part<unknown>>)
        .map(([name, part]) => [name, saying(part, name)])
        .filter(([, value]) => value !== undefined),
    )
  return {
    searchFrom: (query) => each((part, name) => part.read([query[name]].flat()[0] ?? '')) as S,
    queryFrom: (search) =>
      each((part, name) => {
        const value = search[name as keyof S]
        return value === undefined ? undefined : part.write(value)
      }),
  }
}
