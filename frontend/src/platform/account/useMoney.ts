import { useWallClock } from '@/platform/dates/wallClock'
import { type MinorUnits, minorUnitsOf, showMoney } from '@/platform/money'
import { useSettings } from './settings'

/** Sums in the account's currency and language; the number alone until the currency is known. */
export function useMoney() {
  const { locale } = useWallClock()
  const { data } = useSettings()
  return (amount: string | MinorUnits): string =>
    showMoney(typeof amount === 'string' ? minorUnitsOf(amount) : amount, locale.value, data.value?.settings.currency)
}
