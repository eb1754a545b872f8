import type { Dashboard, Subtask, Task } from '@/platform/api/model'

/** What the screen shows before the server has answered. Nothing here is ever sent. */

export function withStatus(task: Task, status: Task['status'], now: Date): Task {
  if (task.status === status) return task
  const change = { ...task, status, completedAt: status === 'done' ? now.toISOString() : null }
  // What is done is not spoken of any more; what comes after a reopening only the server knows.
  return status === 'done' ? { ...change, nextMessageAt: null, nextMessageReason: 'done' } : change
}

export function withTick(task: Task, subtaskId: Subtask['id'], completed: boolean): Task {
  const subtasks = task.subtasks.map((subtask) => (subtask.id === subtaskId ? { ...subtask, completed } : subtask))
  return {
    ...task,
    subtasks,
    progress: { done: subtasks.filter((subtask) => subtask.completed).length, total: subtasks.length },
  }
}

/** The list with these tasks changed; the same list when none of them is in it. */
export function changeIn(tasks: Task[], ids: ReadonlySet<number>, change: (task: Task) => Task): Task[] {
  return tasks.some((task) => ids.has(task.id)) ? tasks.map((task) => (ids.has(task.id) ? change(task) : task)) : tasks
}

export function removeFrom(tasks: Task[], ids: ReadonlySet<number>): Task[] {
  return tasks.some((task) => ids.has(task.id)) ? tasks.filter((task) => !ids.has(task.id)) : tasks
}

export function onDashboard(dashboard: Dashboard, edit: (tasks: Task[]) => Task[]): Dashboard {
  return { ...dashboard, overdue: edit(dashboard.overdue), today: edit(dashboard.today), next: edit(dashboard.next) }
}

/** Never lets an older answer overwrite a newer one: answers may overtake each other. */
export const newer = (a: Task, b: Task): Task => (b.version >= a.version ? b : a)
