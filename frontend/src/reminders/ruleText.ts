import { useI18n } from 'vue-i18n'
import type { Rule } from '@/platform/api/model'
import { inUnits } from './rules'

/** A rule as a person would say it. */
export function useRuleText() {
  const { t } = useI18n()
  return (rule: Rule): string => {
    if (rule.kind === 'before') {
      if (rule.minutes === 0) return t('rule.text.atDue')
      const { amount, unit } = inUnits(rule.minutes)
      return t(`rule.text.before.${unit}`, { n: amount }, amount)
    }
    const time = rule.time.slice(0, 5)
    return rule.daysBefore === 0
      ? t('rule.text.onDueDay', { time })
      : t('rule.text.onDay', { n: rule.daysBefore, time }, rule.daysBefore)
  }
}
