import { describe, expect, it } from 'vitest'
import type { Import } from '@/platform/api/model'
import { groupsOf, namesAll, outcomeOf, placeOf, totalOf } from './report'

const made = (part: Partial<Import>): Import => ({
  id: 1,
  version: 3,
  kind: 'archive',
  dryRun: false,
  state: 'done',
  step: null,
  done: 0,
  total: null,
  requestedAt: '2026-11-21T10:00:00Z',
  finishedAt: '2026-11-21T10:00:05Z',
  error: null,
  errorText: null,
  settings: false,
  counts: [],
  reasons: [],
  remarks: [],
  faults: [],
  people: [],
  ...part,
})
const count = (added: number, present: number) => ({
  kind: 'task' as const,
  found: added + present,
  added,
  present,
  refused: 0,
})

describe('what became of an import', () => {
  it('is told apart from what would become of it', () => {
    expect(outcomeOf(made({ dryRun: true, counts: [count(2, 1)] }))).toBe('wouldAdd')
    expect(outcomeOf(made({ counts: [count(2, 1)] }))).toBe('added')
  })

  it('is nothing when everything was there', () => {
    expect(outcomeOf(made({ dryRun: true, counts: [count(0, 3)] }))).toBe('wouldAddNothing')
    expect(outcomeOf(made({ counts: [count(0, 3)] }))).toBe('addedNothing')
    expect(outcomeOf(made({}))).toBe('addedNothing')
  })

  it('is something when only the settings came', () => {
    expect(outcomeOf(made({ settings: true }))).toBe('added')
  })

  it('is a failure whatever was counted before', () => {
    expect(outcomeOf(made({ state: 'failed', counts: [count(2, 0)] }))).toBe('failed')
  })

  it('is a question, not a failure, when somebody’s things must be chosen first', () => {
    expect(outcomeOf(made({ state: 'failed', error: 'choose-person' }))).toBe('question')
  })

  it('is summed up over all kinds', () => {
    const one = made({ counts: [count(2, 1), { ...count(5, 0), kind: 'loan' }] })
    expect(totalOf(one, 'added')).toBe(7)
    expect(totalOf(one, 'present')).toBe(1)
  })
})

describe('what deserves a look', () => {
  const remark = (reason: string, id: number) => ({ reason, kind: 'loan', id, title: `№${id}`, value: '0.1' })
  const one = made({
    reasons: [
      { reason: 'money-rounded', doubtful: true, count: 3, text: 'округлена' },
      { reason: 'website-dropped', doubtful: false, count: 1, text: 'адрес отброшен' },
      { reason: 'text-cut', doubtful: true, count: 1, text: 'укорочен' },
    ],
    remarks: [remark('money-rounded', 1), remark('website-dropped', 2), remark('money-rounded', 3)],
  })

  it('stands by reason, apart from what was left behind', () => {
    expect(groupsOf(one, true).map((group) => [group.reason, group.count, group.remarks.map(({ id }) => id)])).toEqual([
      ['money-rounded', 3, [1, 3]],
      ['text-cut', 1, []],
    ])
    expect(groupsOf(one, false).map((group) => group.reason)).toEqual(['website-dropped'])
  })

  it('says when not all of it is named', () => {
    expect(namesAll(one)).toBe(false)
    expect(namesAll(made({}))).toBe(true)
  })
})

it('the place of a fault is counted from one, as people do', () => {
  expect(placeOf('tasks.json[12].title')).toEqual({ file: 'tasks.json', entry: 13, field: 'title' })
  expect(placeOf('loans.json[0].installments[2].dueDate')).toEqual({
    file: 'loans.json',
    entry: 1,
    field: 'installments[2].dueDate',
  })
  expect(placeOf('loans.json[4]')).toEqual({ file: 'loans.json', entry: 5, field: '' })
  expect(placeOf('manifest.json')).toBeUndefined()
  expect(placeOf('')).toBeUndefined()
})
