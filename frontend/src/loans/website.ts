/** «МФО.рф» is a site, too: people leave the scheme out, and a port is none. */
export function fullAddress(website: string): string {
  const text = website.trim()
  return !text || /^[a-z][a-z\d+.-]*:(?!\d)/i.test(text) ? text : `https://${text}`
}

/** The address to open, or nothing when it is no web address: `javascript:` must never become a link (bug 43). */
export function cabinetLink(website: string): string | undefined {
  const address = fullAddress(website)
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return undefined
  return new URL(address).href
}
