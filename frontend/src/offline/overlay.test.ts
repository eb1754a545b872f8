import { expect, it } from 'vitest'
import type { Entry, Wish } from '../platform/later'
import { withWaiting } from './overlay'

const entry = (wish: Wish, state: Entry['state'] = 'waiting'): Entry => ({
  key: 'k',
  account: 1,
  wish,
  writtenAt: 0,
  tries: 0,
  notBefore: 0,
  state,
})
const task = {
  id: 3,
  status: 'open',
  title: 'Хлеб',
  subtasks: [{ id: 8, title: 'чёрный', completed: false }],
  progress: { done: 0, total: 1 },
}
const DONE: Wish = { kind: 'complete', task: 3, title: '' }

it('shows the tick that waits wherever the task stands', () => {
  const shown = withWaiting({ today: [task, { ...task, id: 4 }], pages: { one: task } }, [entry(DONE)])
  expect(shown).toMatchObject({
    today: [
      { id: 3, status: 'done' },
      { id: 4, status: 'open' },
    ],
    pages: { one: { status: 'done' } },
  })
})

it('lets the last of several have the last word', () => {
  expect(withWaiting(task, [entry(DONE), entry({ ...DONE, kind: 'reopen' })])).toMatchObject({ status: 'open' })
})

it('counts a subtask that was ticked', () => {
  const tick: Wish = { kind: 'tick', task: 3, subtask: 8, completed: true, title: '' }
  expect(withWaiting([task], [entry(tick)])).toMatchObject([{ subtasks: [{ completed: true }], progress: { done: 1 } }])
})

it('leaves what was refused, and money, as the server told it', () => {
  const loan = { id: 3, debt: '5000.00', status: 'open' }
  expect(withWaiting(task, [entry(DONE, 'refused')])).toEqual(task)
  expect(
    withWaiting(loan, [entry({ kind: 'pay', loan: 3, body: { amount: '5000.00' }, title: '' }), entry(DONE)]),
  ).toEqual(loan)
})
