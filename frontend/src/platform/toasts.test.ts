import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { complain, dismiss, hold, release, say, shown, takeBack, takeOffer } from './toasts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  release()
  for (let left = 0; left < 9; left++) vi.advanceTimersByTime(20_000)
  expect(shown.value).toBeUndefined()
  vi.useRealTimers()
})

const undo = { label: 'Вернуть', run: () => {} }
const text = () => shown.value?.text

it('shows one at a time, and the newest takes the place of what weighs no more', () => {
  say('Сохранено')
  say('Готово: раз', undo)
  expect(text()).toBe('Готово: раз')
  say('Готово: два', undo)
  expect(text()).toBe('Готово: два')
  vi.advanceTimersByTime(12_000)
  expect(text()).toBeUndefined()
})

it('leaves what can be undone long enough to be read before mere news', () => {
  say('Готово: раз', undo)
  vi.advanceTimersByTime(1_000)
  say('Сохранено')
  expect(text()).toBe('Готово: раз')
  vi.advanceTimersByTime(2_999)
  expect(text()).toBe('Готово: раз')
  vi.advanceTimersByTime(1)
  expect(text()).toBe('Сохранено')
})

it('says every complaint, and none twice', () => {
  complain('Нет связи')
  complain('Сервер занят')
  complain('Сервер занят')
  say('Сохранено')
  expect(text()).toBe('Нет связи')
  vi.advanceTimersByTime(4_000)
  expect(text()).toBe('Сервер занят')
  vi.advanceTimersByTime(6_000)
  expect(text()).toBe('Сохранено')
})

it('stays for as long as it is pointed at, whatever else is said, and has its time again afterwards', () => {
  say('Готово: раз', undo)
  hold()
  complain('Нет связи')
  vi.advanceTimersByTime(60_000)
  expect(text()).toBe('Готово: раз')
  release()
  vi.advanceTimersByTime(11_999)
  expect(text()).toBe('Готово: раз')
  vi.advanceTimersByTime(1)
  expect(text()).toBe('Нет связи')
})

it('does what it offers, once', () => {
  const run = vi.fn()
  expect(takeOffer()).toBe(false)
  say('Готово: раз', { label: 'Вернуть', run })
  expect(takeOffer()).toBe(true)
  expect(takeOffer()).toBe(false)
  expect(run).toHaveBeenCalledOnce()
})

it('takes back by the keys what can be taken back, and opens nothing by them', () => {
  const run = vi.fn()
  say('Добавлено: раз', { label: 'Открыть', run, opens: true })
  expect(takeBack()).toBe(false)
  expect(text()).toBe('Добавлено: раз')
  expect(takeOffer()).toBe(true)
  say('Готово: раз', { label: 'Вернуть', run })
  expect(takeBack()).toBe(true)
  expect(run).toHaveBeenCalledTimes(2)
})

it('is dismissed by who has read it, and gives its place to who waits', () => {
  say('Готово: раз', undo)
  say('Сохранено')
  dismiss(shown.value?.id ?? 0)
  expect(text()).toBe('Сохранено')
})
