import type { Import, ImportRemark } from '@/platform/api/model'

export type Outcome = 'failed' | 'question' | 'wouldAdd' | 'wouldAddNothing' | 'added' | 'addedNothing'

/** What became of an import that has ended. */
export function outcomeOf({ state, error, dryRun, settings, counts }: Import): Outcome {
  if (error === 'choose-person') return 'question'
  if (state === 'failed') return 'failed'
  const something = settings || counts.some((count) => count.added > 0)
  if (dryRun) return something ? 'wouldAdd' : 'wouldAddNothing'
  return something ? 'added' : 'addedNothing'
}

export interface ReasonGroup {
  reason: string
  text: string
  count: number
  remarks: ImportRemark[]
}

/** What is doubtful, or what was left behind, each reason once with the things it is about; in the server's order. */
export function groupsOf({ reasons, remarks }: Import, doubtful: boolean): ReasonGroup[] {
  return reasons
    .filter((reason) => reason.doubtful === doubtful)
    .map(({ reason, text, count }) => ({
      reason,
      text,
      count,
      remarks: remarks.filter((remark) => remark.reason === reason),
    }))
}

/** The server names the first ones only. */
export function namesAll({ reasons, remarks }: Import): boolean {
  return reasons.reduce((sum, reason) => sum + reason.count, 0) <= remarks.length
}

export function totalOf({ counts }: Import, what: 'found' | 'added' | 'present' | 'refused'): number {
  return counts.reduce((sum, count) => sum + count[what], 0)
}

/**
 * Where a fault is, taken apart: `tasks.json[12].title` is the 13th entry of tasks.json, its field title.
 *
 * @returns undefined when it names no entry, such as a whole file
 */
export function placeOf(where: string): { file: string; entry: number; field: string } | undefined {
  const parts = /^([\w./-]+)\[(\d+)\](?:\.(.+))?$/.exec(where)
  if (!parts) return undefined
  return { file: parts[1] ?? '', entry: Number(parts[2]) + 1, field: parts[3] ?? '' }
}
