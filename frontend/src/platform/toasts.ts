import { computed, reactive, ref } from 'vue'

export interface Toast {
  id: number
  text: string
  tone: 'plain' | 'problem'
  action?: {
    label: string
    run: () => void
    /** It opens something instead of taking something back: Ctrl + Z is not for it. */
    opens?: true
  }
}

const SHOWN_MS = 6_000
/** Long enough to read, find and press «Вернуть» (WCAG 2.2.1 asks for time); it stands still while it is pointed at. */
const WITH_ACTION_MS = 12_000
/** What must be read is not taken away sooner by what weighs less. */
const AT_LEAST_MS = 4_000

/** The one that is shown, then those that wait for their turn. */
const queue = reactive<Toast[]>([])
export const shown = computed<Toast | undefined>(() => queue[0])

const held = ref(false)
let since = 0
let timer: ReturnType<typeof setTimeout> | undefined
let lastId = 0

export function say(text: string, action?: Toast['action']): void {
  show({ text, tone: 'plain', action })
}

export function complain(text: string): void {
  // The same complaint twice says nothing new.
  if (queue.some((toast) => toast.tone === 'problem' && toast.text === text)) return
  show({ text, tone: 'problem' })
}

/** Of two, the heavier stays for a while: what went wrong before what can be undone, that before what is only news. */
const weight = ({ tone, action }: Toast) => (tone === 'problem' ? 2 : action ? 1 : 0)

/**
 * One at a time: the newest takes the place of what has been read, and waits for what has not. Of those that wait, the later
 * one of equal weight is the truth now; complaints all come to their turn.
 */
function show(toast: Omit<Toast, 'id'>) {
  const next: Toast = { ...toast, id: ++lastId }
  const [current, ...waiting] = queue
  const unread = Date.now() - since < AT_LEAST_MS
  const matters = current && (weight(current) > weight(next) || current.tone === 'problem')
  const stays = current && (held.value || (unread && matters))
  const kept = waiting.filter((one) => one.tone === 'problem' || weight(one) > weight(next))
  queue.splice(0, queue.length, ...(stays ? [current, ...kept, next] : [next, ...kept]))
  if (!stays) begin()
  else if (!held.value) leaveAfter(AT_LEAST_MS - (Date.now() - since))
}

function begin() {
  since = Date.now()
  held.value = false
  const toast = shown.value
  clearTimeout(timer)
  if (toast) leaveAfter(toast.action ? WITH_ACTION_MS : SHOWN_MS)
}

function leaveAfter(ms: number) {
  clearTimeout(timer)
  timer = setTimeout(next, ms)
}

function next() {
  queue.shift()
  begin()
}

export function dismiss(id: number): void {
  if (shown.value?.id === id) next()
}

/** Stays while somebody points at it or has the keyboard on it. */
export function hold(): void {
  clearTimeout(timer)
  held.value = true
}

/** Then it has its whole time again. */
export function release(): void {
  if (!held.value) return
  begin()
}

/** @returns whether the message that is shown offered to take something back, which is done now */
export const takeBack = (): boolean => !shown.value?.action?.opens && takeOffer()

/** @returns whether the message that is shown offered something, which is done now */
export function takeOffer(): boolean {
  const toast = shown.value
  if (!toast?.action) return false
  dismiss(toast.id)
  toast.action.run()
  return true
}
