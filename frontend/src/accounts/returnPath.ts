/**
 * Where to go after signing in: a path of this site or the first page. Anything else (`//evil`, `/\evil`,
 * `javascript:…`) is somebody's trap.
 */
export function returnPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/')) return '/'
  try {
    const here = 'http://here.invalid'
    const url = new URL(wanted, here)
    return url.origin === here && !url.pathname.startsWith('//') && !url.pathname.startsWith('/sign-in')
      ? url.pathname + url.search + url.hash
      : '/'
  } catch {
    return '/'
  }
}
