import type { Page } from '@playwright/test'
import { call, dayFromNow, unique } from './product'

/** One with a rate and one without. */
export async function twoLoans(page: Page) {
  const dear = unique('Дорогой')
  await call(page, 'POST', '/loans', {
    orgName: dear,
    loanDate: dayFromNow(-10),
    dueDate: dayFromNow(20),
    amountBorrowed: '10000.00',
    contract: { dailyRate: 0.8, lenderKind: 'microcredit' },
  })
  const known = unique('Известный')
  const { id } = await call<{ id: number }>(page, 'POST', '/loans', {
    orgName: known,
    loanDate: dayFromNow(-10),
    amountBorrowed: '5000.00',
    installments: [
      { dueDate: dayFromNow(5), amount: '3000.00' },
      { dueDate: dayFromNow(35), amount: '3000.00' },
    ],
  })
  return { dear, known, id }
}
