/** Where the former program's database is, as hosters write it; its password is typed apart, where nobody reads along. */
const SHAPE = /^((?:jdbc:)?postgres(?:ql)?:\/\/)([^\s/?#]+)(\/[^\s#]+)$/i

/** Who, their password and where, of what stands before the path. A password may hold an @, a server's name does not. */
function parts(address: string) {
  const shape = SHAPE.exec(address.trim())
  if (!shape) return undefined
  const [, scheme = '', authority = '', rest = ''] = shape
  const at = authority.lastIndexOf('@')
  if (at < 1 || at === authority.length - 1) return undefined
  const user = authority.slice(0, at)
  const colon = user.indexOf(':')
  return {
    scheme,
    name: colon < 0 ? user : user.slice(0, colon),
    password: colon < 0 ? undefined : user.slice(colon + 1),
    server: authority.slice(at + 1),
    rest,
  }
}

export const isAddress = (address: string): boolean => Boolean(parts(address)?.name)

/** @returns undefined when there is no password in it */
export function withoutPassword(address: string): { address: string; password: string } | undefined {
  const found = parts(address)
  if (!found || found.password === undefined) return undefined
  return {
    address: `${found.scheme}${found.name}@${found.server}${found.rest}`,
    password: decoded(found.password),
  }
}

/** As the API takes it. */
export function withPassword(address: string, password: string): string {
  const found = parts(address)
  if (!found || !password) return address.trim()
  return `${found.scheme}${found.name}:${encodeURIComponent(password)}@${found.server}${found.rest}`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A percent sign that stands for itself.
    return text
  }
}
