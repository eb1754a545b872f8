import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Answer,
  chipsOf,
  draftOf,
  inputOf,
  moved,
  pieces,
  questionsOf,
  repeatsDiffer,
  stillChosen,
  wordsOf,
} from './quickAdd'

const answer = (part: Partial<Answer['proposal']> = {}, more: Partial<Answer> = {}): Answer => ({
  proposal: {
    title: 'купить хлеб',
    due: null,
    durationMinutes: null,
    importance: 2,
    category: null,
    recurrence: null,
    amount: null,
    ...part,
  },
  understood: [],
  questions: [],
  ...more,
})
const otherwise = { due: '2026-11-29', categoryId: 7 }

describe('chips of what a line says', () => {
  it('the day and the time are one chip, whose words go back together', () => {
    const line = 'завтра купить хлеб в 18:00 !1'
    const chips = chipsOf(
      answer(
        {},
        {
          understood: [
            { from: 0, to: 6, kind: 'date' },
            { from: 19, to: 26, kind: 'time' },
            { from: 27, to: 29, kind: 'importance' },
          ],
        },
      ),
    )
    expect(chips.map(({ name, parts }) => [name, wordsOf(line, parts)])).toEqual([
      ['due', 'завтра в 18:00'],
      ['importance', '!1'],
    ])
  })

  it('a sum is in the title and has none', () =>
    expect(chipsOf(answer({}, { understood: [{ from: 0, to: 5, kind: 'amount' }] }))).toEqual([]))
})

describe('what is saved', () => {
  it('is what the line says, else what is chosen beside it', () => {
    expect(inputOf(answer({ due: '2026-11-30T18:00', importance: 1, category: 3 }), {}, otherwise)).toEqual({
      title: 'купить хлеб',
      due: '2026-11-30T18:00',
      importance: 1,
      categoryId: 3,
    })
    expect(inputOf(answer(), {}, otherwise)).toMatchObject({ due: '2026-11-29', categoryId: 7, importance: 2 })
  })

  it('repeats when the line says so', () => {
    expect(inputOf(answer(), {}, otherwise)).not.toHaveProperty('recurrence')
    expect(inputOf(answer({ due: '2026-12-04', recurrence: 'FREQ=WEEKLY;BYDAY=FR' }), {}, otherwise)).toMatchObject({
      due: '2026-12-04',
      recurrence: 'FREQ=WEEKLY;BYDAY=FR',
    })
  })

  it('says of reminders nothing, a template or none', () => {
    expect(inputOf(answer(), {}, otherwise)).not.toHaveProperty('reminderTemplateId')
    expect(inputOf(answer({ reminderTemplateId: null }), {}, otherwise)).toHaveProperty('reminderTemplateId', null)
    expect(inputOf(answer({ reminderTemplateId: 4 }), {}, otherwise)).toHaveProperty('reminderTemplateId', 4)
  })

  it('takes what was chosen where there were several meanings, and asks no longer', () => {
    const asking = answer({}, { questions: [{ field: 'due', choices: ['2027-05-01', '2027-05-31'] }] })
    expect(questionsOf(asking, {})).toHaveLength(1)
    expect(questionsOf(asking, { due: '2027-05-31' })).toEqual([])
    expect(inputOf(asking, { due: '2027-05-31' }, otherwise).due).toBe('2027-05-31')
  })

  it('asks which reminders, of which none are one, and keeps the choice while it can be made', () => {
    const asking = answer({}, { questions: [{ field: 'reminderTemplateId', choices: [3, null] }] })
    expect(questionsOf(asking, {})).toEqual([{ field: 'template', choices: [3, null] }])
    expect(questionsOf(asking, { template: null })).toEqual([])
    expect(inputOf(asking, {}, otherwise)).not.toHaveProperty('reminderTemplateId')
    expect(inputOf(asking, { template: null }, otherwise)).toHaveProperty('reminderTemplateId', null)
    expect(inputOf(asking, { template: 3 }, otherwise)).toHaveProperty('reminderTemplateId', 3)
    expect(stillChosen(asking, { template: null })).toEqual({ template: null })
    expect(stillChosen(asking, { template: 5, due: '2026-11-30' })).toEqual({})
  })

  it('two rhythms are no question with choices, but said', () => {
    const asking = answer({}, { questions: [{ field: 'recurrence', choices: ['FREQ=DAILY', 'FREQ=MONTHLY'] }] })
    expect(questionsOf(asking, {})).toEqual([])
    expect(repeatsDiffer(asking)).toBe(true)
    expect(repeatsDiffer(answer())).toBe(false)
  })

  it('a title that is missing is no question with choices', () =>
    expect(questionsOf(answer({}, { questions: [{ field: 'title', choices: [] }] }), {})).toEqual([]))
})

describe('what was taken back moves with its words', () => {
  const back = [{ from: 7, to: 13 }]
  it.each([
    ['хлеб и завтра суп', 'хлеб и завтра суп и сыр', [{ from: 7, to: 13 }]],
    ['хлеб и завтра суп', 'сыр, хлеб и завтра суп', [{ from: 12, to: 18 }]],
    ['хлеб и завтра суп', 'хлеб и завтрак суп', [{ from: 7, to: 13 }]],
    ['хлеб и завтра суп', 'хлеб и завра суп', []],
    ['хлеб и завтра суп', 'хлеб и завтра суп', [{ from: 7, to: 13 }]],
    ['хлеб и завтра суп', '', []],
  ])('%s → %s', (before, now, expected) => expect(moved(back, before, now)).toEqual(expected))

  it('it still has the words it had', () =>
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(30), fc.nat(30), (before, now, a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)]
        if (to > before.length || from === to) return
        for (const part of moved([{ from, to }], before, now)) {
          expect(now.slice(part.from, part.to)).toBe(before.slice(from, to))
        }
      }),
    ))
})

it('the pieces of a line are the line', () => {
  expect(
    pieces('завтра хлеб в 18:00', [
      { from: 12, to: 19 },
      { from: 0, to: 6 },
    ]),
  ).toEqual([
    { text: 'завтра', marked: true },
    { text: ' хлеб ', marked: false },
    { text: 'в 18:00', marked: true },
  ])
  expect(pieces('хлеб', [])).toEqual([{ text: 'хлеб', marked: false }])
})

it('the page with every field gets what was understood', () =>
  expect(
    draftOf({ title: 'хлеб', due: '2026-11-30T18:00', importance: 1, categoryId: 3, durationMinutes: 90 }),
  ).toEqual({
    title: 'хлеб',
    dueDate: '2026-11-30',
    dueTime: '18:00',
    importance: 1,
    categoryId: 3,
    durationMinutes: '90',
    recurrence: '',
  }))
