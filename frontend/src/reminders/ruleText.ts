import type { Rule } from '@/platform/api/model'
import { useI18n } from '@/platform/i18n/i18n'
import { inUnits } from './rules'

/** A rule as a person would say it. */
export function useRuleText() {
  const { t } = useI18n()

  function span(kind: 'before' | 'each', minutes: number): string {
    const { amount, unit } = inUnits(minutes)
    return t(`rule.text.${kind}.${unit}`, { n: amount }, amount)
  }

  function every(rule: Extract<Rule, { kind: 'every' }>): string {
    const parts = {
      each: span('each', rule.minutes),
      from: rule.from?.slice(0, 5) ?? span('before', rule.fromMinutesBefore ?? 0),
      until: span('before', rule.untilMinutesBefore),
    }
    const name = rule.from ? 'every' : 'everyBefore'
    return t(`rule.text.${name}${rule.untilMinutesBefore ? 'Until' : ''}`, parts)
  }

  return (rule: Rule): string => {
    switch (rule.kind) {
      case 'before':
        return rule.minutes === 0 ? t('rule.text.atDue') : span('before', rule.minutes)
      case 'onDay': {
        const time = rule.time.slice(0, 5)
        return rule.daysBefore === 0
          ? t('rule.text.onDueDay', { time })
          : t('rule.text.onDay', { n: rule.daysBefore, time }, rule.daysBefore)
      }
      case 'every':
        return every(rule)
      case 'beforeEnd':
        return rule.minutes === 0
          ? t('rule.text.atEnd')
          : t('rule.text.beforeEnd', { before: span('before', rule.minutes) })
    }
  }
}
