import type { Settings } from '@/platform/api/model'

export const IMPORTANCES = ['1', '2', '3'] as const
/** A day. */
export const MOST_REPEAT_MINUTES = 1_440
/** Thirty days. */
export const MOST_SNOOZE_MINUTES = 43_200

const isMinutes = (value: unknown, most: number) =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most

export const isRepeatWrong = ({ repeatMinutes }: Settings, importance: (typeof IMPORTANCES)[number]) =>
  !isMinutes(repeatMinutes[importance], MOST_REPEAT_MINUTES)

export const isSnoozeWrong = ({ snoozeDefaultMinutes }: Settings) =>
  !isMinutes(snoozeDefaultMinutes, MOST_SNOOZE_MINUTES)

/** Whether any of them is no whole number of minutes that the server takes. */
export const areRepeatsWrong = (settings: Settings) =>
  IMPORTANCES.some((one) => isRepeatWrong(settings, one)) || isSnoozeWrong(settings)
