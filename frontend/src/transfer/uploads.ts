import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import { useSession } from '@/platform/account/session'
import { answerWithResponse, api } from '@/platform/api/client'
import type { Import } from '@/platform/api/model'
import { ApiProblem, asProblem } from '@/platform/api/problem'
import { useRefresh } from '@/platform/refresh'
import { saveFile } from '@/platform/save'
import { importKeys } from './queries'
import { beginsLikeZip, STOPPED, sendArchive } from './send'

/** What is wrong with a file before any server saw it. */
export type FileFault = 'notZip' | 'unreadable'

/** What is on its way between this browser and the server. It goes on while other pages are looked at. */
export const useCarrying = defineStore('carrying', () => {
  const session = useSession()
  const refresh = useRefresh()

  const receiving = ref<{ bytes: number }>()
  const received = ref<{ name: string; bytes: number }>()
  const exportProblem = shallowRef<unknown>()
  let stopExport: AbortController | undefined

  /** Held in memory, so that what was checked can be imported without choosing it again. */
  const file = shallowRef<File>()
  const fileFault = ref<FileFault>()
  const sending = ref<{ sent: number; total: number; dryRun: boolean }>()
  const sendProblem = shallowRef<unknown>()
  let stopSending: AbortController | undefined
  let lastDry = true

  /** The import whose progress or report is shown for each way in. */
  const shown = ref<Partial<Record<Import['kind'], number>>>({})

  async function exportEverything() {
    if (receiving.value) return
    stopExport = new AbortController()
    receiving.value = { bytes: 0 }
    received.value = exportProblem.value = undefined
    try {
      const { response } = await answerWithResponse(
        api.GET('/api/v1/export', { parseAs: 'stream', signal: stopExport.signal }),
      )
      const contents = await whole(response)
      const name = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? 'zapiska.zip'
      saveFile(contents, name)
      received.value = { name, bytes: contents.size }
    } catch (thrown) {
      if (!stopExport.signal.aborted) exportProblem.value = thrown
    } finally {
      receiving.value = undefined
    }
  }

  /** The browser keeps what has come where it likes, on disk when it is much. */
  async function whole(response: Response): Promise<Blob> {
    const counted = response.body?.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(part, out) {
          if (receiving.value) receiving.value.bytes += part.byteLength
          out.enqueue(part)
        },
      }),
    )
    try {
      return await new Response(counted, { headers: { 'Content-Type': 'application/zip' } }).blob()
    } catch {
      // It had begun well and was cut short.
      throw new ApiProblem('offline', response.status)
    }
  }

  async function choose(chosen: File) {
    file.value = fileFault.value = sendProblem.value = shown.value.archive = undefined
    try {
      if (!beginsLikeZip(new Uint8Array(await chosen.slice(0, 4).arrayBuffer()))) {
        fileFault.value = 'notZip'
        return
      }
    } catch {
      fileFault.value = 'unreadable'
      return
    }
    file.value = chosen
    await send(true)
  }

  async function send(dryRun: boolean) {
    const archive = file.value
    if (!archive || sending.value) return
    lastDry = dryRun
    stopSending = new AbortController()
    fileFault.value = sendProblem.value = undefined
    sending.value = { sent: 0, total: archive.size, dryRun }
    try {
      const begun = await sendArchive(
        archive,
        dryRun,
        (sent) => {
          if (sending.value) sending.value.sent = Math.min(sent, archive.size)
        },
        stopSending.signal,
      )
      shown.value.archive = begun.id
      if (!dryRun) file.value = undefined
    } catch (thrown) {
      if (thrown === STOPPED) return
      sendProblem.value = thrown
      if (asProblem(thrown).slug === 'offline' && !(await readable(archive))) fileFault.value = 'unreadable'
    } finally {
      sending.value = undefined
      // Also when it was refused because another one runs: that one shall be seen.
      await refresh(importKeys.list)
    }
  }

  /** The same once more, after it was refused or broke. */
  const again = () => send(lastDry)

  /** A file that changed on disk after it was chosen breaks the upload just as a lost connection does. */
  async function readable(chosen: File): Promise<boolean> {
    try {
      await chosen.slice(0, 1).arrayBuffer()
      return true
    } catch {
      return false
    }
  }

  function dismiss(kind: Import['kind']) {
    shown.value[kind] = undefined
    if (kind === 'archive') file.value = undefined
  }

  const cancelExport = () => stopExport?.abort()
  const cancelSending = () => stopSending?.abort()

  const warn = (event: BeforeUnloadEvent) => event.preventDefault()
  watch([receiving, sending], ([coming, going]) => {
    // Closing the tab would break it off.
    if (coming || going) window.addEventListener('beforeunload', warn)
    else window.removeEventListener('beforeunload', warn)
  })

  watch(
    () => session.account?.id,
    () => {
      cancelExport()
      cancelSending()
      file.value = fileFault.value = sendProblem.value = exportProblem.value = received.value = undefined
      shown.value = {}
    },
  )

  return {
    receiving,
    received,
    exportProblem,
    exportEverything,
    cancelExport,
    file,
    fileFault,
    sending,
    sendProblem,
    choose,
    send,
    again,
    cancelSending,
    shown,
    dismiss,
  }
})
