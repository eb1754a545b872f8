import { reactive } from 'vue'

export interface Toast {
  id: number
  text: string
  tone: 'plain' | 'problem'
  action?: { label: string; run: () => void }
}

const SHOWN_MS = 6_000
/** Long enough to read, find and press «Вернуть» (WCAG 2.2.1 asks for time; the pause stops while pointed at). */
const WITH_ACTION_MS = 10_000

export const toasts = reactive<Toast[]>([])
const timers = new Map<number, ReturnType<typeof setTimeout>>()
let lastId = 0

export function say(text: string, action?: Toast['action']): void {
  show({ text, tone: 'plain', action })
}

export function complain(text: string): void {
  // The same complaint twice says nothing new.
  if (toasts.some((toast) => toast.tone === 'problem' && toast.text === text)) return
  show({ text, tone: 'problem' })
}

function show(toast: Omit<Toast, 'id'>) {
  const id = ++lastId
  toasts.push({ ...toast, id })
  if (toasts.length > 3) dismiss(toasts[0]?.id ?? 0)
  release(id)
}

export function dismiss(id: number): void {
  clearTimeout(timers.get(id))
  timers.delete(id)
  const at = toasts.findIndex((toast) => toast.id === id)
  if (at >= 0) toasts.splice(at, 1)
}

/** Stays while somebody points at it. */
export function hold(id: number): void {
  clearTimeout(timers.get(id))
}

export function release(id: number): void {
  clearTimeout(timers.get(id))
  const toast = toasts.find((one) => one.id === id)
  if (toast)
    timers.set(
      id,
      setTimeout(() => dismiss(id), toast.action ? WITH_ACTION_MS : SHOWN_MS),
    )
}
