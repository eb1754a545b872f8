/** Only web addresses become links: whatever the status says, no `javascript:` gets under a finger. */
export function chatLink(url: string | null | undefined): string | undefined {
  return url && /^https?:\/\//i.test(url) ? url : undefined
}
