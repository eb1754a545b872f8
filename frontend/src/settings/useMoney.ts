import { useWallClock } from '@/platform/dates/wallClock'
import { type Kopeks, kopeksOf, showMoney } from '@/platform/money'
import { useSettings } from './queries'

/** Sums in the account's currency and language; the number alone until the currency is known. */
export function useMoney() {
  const { locale } = useWallClock()
  const { data } = useSettings()
  return (amount: string | Kopeks): string =>
    showMoney(typeof amount === 'string' ? kopeksOf(amount) : amount, locale.value, data.value?.settings.currency)
}
