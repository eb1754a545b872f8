import type { Task } from '@/platform/api/model'
import type { Entry } from '@/platform/later'
import { withStatus, withTick } from '@/tasks/optimism'

/**
 * What the server answered when it last could, with the ticks that wait on this device: what a person has ticked stays ticked.
 * Money is not touched: what is paid is what the server has written down.
 */
export function withWaiting(answer: unknown, entries: readonly Entry[]): unknown {
  const acts = entries.filter(({ state, wish }) => state === 'waiting' && 'task' in wish)
  return acts.length ? walk(answer, acts) : answer
}

function walk(value: unknown, acts: readonly Entry[]): unknown {
  if (Array.isArray(value)) return value.map((one) => walk(one, acts))
  if (typeof value !== 'object' || value === null) return value
  if (isTask(value)) return acts.reduce(act, value)
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, walk(one, acts)]))
}

const isTask = (value: object): value is Task =>
  'id' in value && 'subtasks' in value && Array.isArray(value.subtasks) && 'progress' in value && 'status' in value

function act(task: Task, { wish, writtenAt }: Entry): Task {
  if (!('task' in wish) || wish.task !== task.id) return task
  if (wish.kind === 'tick') return withTick(task, wish.subtask, wish.completed)
  return withStatus(task, wish.kind === 'complete' ? 'done' : 'open', new Date(writtenAt))
}
