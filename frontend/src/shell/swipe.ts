import { i18n } from '@/platform/i18n/i18n'
import { openOverlay } from '@/platform/overlay'

/** So far a finger wanders before it is a swipe and no press, in CSS pixels. */
const SLACK = 12
/** So far it must go to mean it. */
const ENOUGH = 96

/**
 * Rows of tasks under a finger: to the right is the tick, to the left «later». Both are there as buttons, too: the tick in the
 * row, and «Отложить» on the task's page and in the palette.
 *
 * @param first the touch that is under way already
 */
export function swipeRows(first: PointerEvent): () => void {
  let swipe: { press: PointerEvent; row: HTMLElement; tick: HTMLInputElement; by: number; begun: boolean } | undefined

  function down(event: PointerEvent) {
    if (event.pointerType !== 'touch' || !event.isPrimary || !(event.target instanceof Element)) return
    const row = event.target.closest<HTMLElement>('[data-task]')
    const tick = row?.querySelector<HTMLInputElement>('input.tick-round')
    // Without its tick the list is being selected from; the handle is for dragging.
    if (!row || !tick || event.target.closest('[data-change]')) return
    swipe = { press: event, row, tick, by: 0, begun: false }
  }

  function move(event: PointerEvent) {
    if (!swipe || event.pointerId !== swipe.press.pointerId) return
    const by = event.clientX - swipe.press.clientX
    const down = event.clientY - swipe.press.clientY
    if (!swipe.begun) {
      if (Math.abs(down) > SLACK) return stop()
      if (Math.abs(by) < SLACK) return
      swipe.begun = true
      swipe.row.setPointerCapture(event.pointerId)
    }
    // What is done has nothing to be reminded of.
    swipe.by = swipe.tick.checked ? Math.max(0, by) : by
    const { row, tick } = swipe
    row.dataset.swipe = swipe.by > 0 ? 'right' : 'left'
    row.dataset.swipeWords = i18n.global.t(
      swipe.by > 0 ? (tick.checked ? 'swipe.reopen' : 'swipe.done') : 'swipe.snooze',
    )
    row.toggleAttribute('data-swipe-enough', Math.abs(swipe.by) >= ENOUGH)
    row.style.transform = `translateX(${swipe.by}px)`
  }

  function up(event: PointerEvent) {
    if (!swipe || event.pointerId !== swipe.press.pointerId) return
    const { begun, by, row, tick } = swipe
    stop()
    if (!begun) return
    // The press that ends here does not open the task.
    window.addEventListener('click', swallow, { capture: true, once: true })
    setTimeout(() => {
      window.removeEventListener('click', swallow, { capture: true })
      if (by >= ENOUGH) tick.click()
      else if (by <= -ENOUGH) {
        const title = row.querySelector('a')?.textContent?.trim() ?? ''
        openOverlay({ act: 'snooze', task: { id: Number(row.dataset.task), title } })
      }
    })
  }

  function stop() {
    if (!swipe) return
    const { row } = swipe
    swipe = undefined
    row.style.transform = ''
    delete row.dataset.swipe
    delete row.dataset.swipeWords
    row.removeAttribute('data-swipe-enough')
  }

  function swallow(event: Event) {
    event.stopPropagation()
    event.preventDefault()
  }

  document.addEventListener('pointerdown', down)
  document.addEventListener('pointermove', move)
  document.addEventListener('pointerup', up)
  document.addEventListener('pointercancel', stop)
  down(first)
  return () => {
    stop()
    document.removeEventListener('pointerdown', down)
    document.removeEventListener('pointermove', move)
    document.removeEventListener('pointerup', up)
    document.removeEventListener('pointercancel', stop)
  }
}
