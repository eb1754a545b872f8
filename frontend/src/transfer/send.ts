import { apiContext } from '@/platform/api/client'
import type { Import } from '@/platform/api/model'
import { ApiProblem, problemFrom } from '@/platform/api/problem'

/** What an upload was stopped with by the person. */
export const STOPPED = new DOMException('stopped', 'AbortError')

/**
 * Sends an archive. `fetch` can't tell how far a body has come, so this is the older way.
 *
 * @returns the import that has begun with it
 */
export function sendArchive(
  file: File,
  dryRun: boolean,
  onProgress: (sent: number) => void,
  signal: AbortSignal,
): Promise<Import> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/v1/import?dryRun=${dryRun}`)
    request.setRequestHeader('Content-Type', 'application/zip')
    request.setRequestHeader('Accept', 'application/json')
    request.setRequestHeader('Accept-Language', apiContext.language())
    request.setRequestHeader('X-Requested-With', 'zapiska')
    request.upload.onprogress = ({ loaded }) => onProgress(loaded)
    request.upload.onload = () => onProgress(file.size)
    request.onload = () => {
      const body = parsed(request.responseText)
      if (request.status === 202) return resolve(body as Import)
      const problem = problemFrom(request.status, body, request.getResponseHeader('Retry-After'))
      if (problem.slug === 'unauthenticated') apiContext.onUnauthenticated()
      reject(problem)
    }
    request.onerror = () => reject(new ApiProblem('offline', 0))
    request.onabort = () => reject(STOPPED)
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}

/** A proxy may answer with a page of its own. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** How a ZIP file begins; an empty one begins with its end. */
export function beginsLikeZip(bytes: Uint8Array): boolean {
  const [p, k, third, fourth] = bytes
  return p === 0x50 && k === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6))
}
