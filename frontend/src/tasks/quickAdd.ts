import type { Importance, QuickAdd, QuickAddPart, TaskInput } from '@/platform/api/model'
import { dayOf, timeOf } from '@/platform/dates/dates'
import type { TaskDraft } from './taskDraft'

/** A part of the line, in UTF-16 units as `slice` counts them. */
export type Part = QuickAddPart
export type Answer = QuickAdd
type Kind = Answer['understood'][number]['kind']

/** What a chip stands for; its words go back to the title together. */
export type ChipName = 'due' | 'recurrence' | 'importance' | 'category' | 'template'

export interface Chip {
  name: ChipName
  parts: Part[]
}

const WHEN: readonly Kind[] = ['date', 'time', 'span']
const KINDS: Record<ChipName, readonly Kind[]> = {
  due: WHEN,
  recurrence: ['recurrence'],
  importance: ['importance'],
  category: ['category'],
  template: ['template'],
}

/** A sum has none: it stays in the title. */
export function chipsOf({ understood }: Answer): Chip[] {
  return (Object.keys(KINDS) as ChipName[])
    .map((name) => ({
      name,
      parts: understood.filter(({ kind }) => KINDS[name].includes(kind)).map(({ from, to }) => ({ from, to })),
    }))
    .filter(({ parts }) => parts.length)
}

export const wordsOf = (line: string, parts: Part[]): string =>
  parts.map(({ from, to }) => line.slice(from, to)).join(' ')

/** Choices of the person where the line has several meanings. */
export interface Chosen {
  due?: string
  category?: number
  importance?: Importance
  /** Null: no reminders. */
  template?: number | null
}
export type Asked = keyof Chosen
export type Choice = string | number | null
const ASKED: Partial<Record<Answer['questions'][number]['field'], Asked>> = {
  due: 'due',
  category: 'category',
  importance: 'importance',
  reminderTemplateId: 'template',
}

/** What has several meanings to choose from. */
const askedOf = ({ questions }: Answer): { field: Asked; choices: Choice[] }[] =>
  questions.flatMap(({ field, choices }) => {
    const asked = ASKED[field]
    return asked ? [{ field: asked, choices: choices as Choice[] }] : []
  })

/** What is still to be chosen. The other questions have no answer but other words. */
export const questionsOf = (answer: Answer, chosen: Chosen) => askedOf(answer).filter(({ field }) => !(field in chosen))

/** What was chosen and can still be. */
export const stillChosen = (answer: Answer, chosen: Chosen): Chosen =>
  Object.fromEntries(
    Object.entries(chosen).filter(([field, choice]) =>
      askedOf(answer).some((one) => one.field === field && one.choices.includes(choice)),
    ),
  )

/** Several rhythms, of which none was taken. */
export const repeatsDiffer = ({ questions }: Answer): boolean => questions.some(({ field }) => field === 'recurrence')

/**
 * What is saved.
 *
 * @param otherwise where the line says nothing: the day chosen beside it and the category of the list
 */
export function inputOf(
  { proposal }: Answer,
  chosen: Chosen,
  otherwise: { due: string | null; categoryId: number | null },
): TaskInput {
  const template = chosen.template === undefined ? proposal.reminderTemplateId : chosen.template
  return {
    title: proposal.title,
    due: chosen.due ?? (proposal.due as string | null) ?? otherwise.due,
    importance: chosen.importance ?? (proposal.importance as Importance),
    categoryId: chosen.category ?? proposal.category ?? otherwise.categoryId,
    ...(proposal.recurrence === null ? {} : { recurrence: proposal.recurrence }),
    ...(proposal.durationMinutes === null ? {} : { durationMinutes: proposal.durationMinutes }),
    ...(template === undefined ? {} : { reminderTemplateId: template }),
  }
}

/** The same parts in the line as it is now; those that were written into are no longer what was taken back. */
export function moved(parts: Part[], before: string, now: string): Part[] {
  const shorter = Math.min(before.length, now.length)
  let same = 0
  while (same < shorter && before[same] === now[same]) same++
  let sameEnd = 0
  while (sameEnd < shorter - same && before.at(-1 - sameEnd) === now.at(-1 - sameEnd)) sameEnd++
  const changedTo = before.length - sameEnd
  const by = now.length - before.length
  return parts.flatMap((part) => {
    if (part.to <= same) return [part]
    if (part.from >= changedTo) return [{ from: part.from + by, to: part.to + by }]
    return []
  })
}

/** What the panel below the field knows of a line. */
export interface Reading {
  line: string
  /** Nothing: the server did not say what the line means. */
  input?: TaskInput
  /** Whether the person has still to choose. */
  asks: boolean
}

/** The line in pieces, for marking those that were understood. */
export function pieces(line: string, parts: Part[]): { text: string; marked: boolean }[] {
  const found: { text: string; marked: boolean }[] = []
  let at = 0
  for (const { from, to } of [...parts].sort((a, b) => a.from - b.from)) {
    if (from > at) found.push({ text: line.slice(at, from), marked: false })
    found.push({ text: line.slice(from, to), marked: true })
    at = to
  }
  if (at < line.length) found.push({ text: line.slice(at), marked: false })
  return found
}

/** The same for the page with every field. */
export const draftOf = (
  input: TaskInput,
): Pick<TaskDraft, 'title' | 'dueDate' | 'dueTime' | 'importance' | 'categoryId' | 'durationMinutes' | 'recurrence'> &
  Partial<Pick<TaskDraft, 'reminderTemplateId'>> => ({
  title: input.title,
  dueDate: input.due ? dayOf(input.due as string) : '',
  dueTime: input.due ? timeOf(input.due as string) : '',
  importance: (input.importance ?? 2) as Importance,
  categoryId: input.categoryId ?? null,
  durationMinutes: input.durationMinutes ? String(input.durationMinutes) : '',
  recurrence: (input.recurrence as string | null | undefined) ?? '',
  ...(input.reminderTemplateId === undefined ? {} : { reminderTemplateId: input.reminderTemplateId }),
})
