import type { ru } from './texts.ru'

export const en: typeof ru = {
  fullCost: {
    title: 'Full cost of a loan (ПСК)',
    intro:
      'The full cost says how many per cent a year a loan really costs, with all that was kept back when it was given. The contract shows it in a frame on its first page. Here you can work it out yourself.',
    of: 'Loan “{name}”: sums and dates are taken from it; correct them here if you like, the loan itself stays as it is.',
    receivedOn: 'Money received',
    amount: 'Sum of the contract',
    withheld: 'Kept back at once',
    withheldHint: 'An insurance, services, text messages, if there was no loan without them. None: leave it empty.',
    contractPercent: 'Full cost in the contract, % a year',
    contractHint: 'Not needed: it is compared.',
    payments: 'Payments',
    date: 'Date of payment {place}',
    sum: 'Sum of payment {place}',
    remove: 'Remove payment {place}',
    add: 'Another payment',
    do: 'Work it out',
    percent: '{percent} % a year',
    inMoney: 'Overpaid: {sum}',
    uneven:
      'The payments lie at different distances. The rule for such schedules is known from a retelling of the law only, so the figure is approximate.',
    same: 'It agrees with the contract: {percent} %.',
    higher: 'The contract says {percent} %, more by {difference}. Check which payments went in.',
    lower: 'The contract says {percent} %, less by {difference}. Check which payments and services are missing there.',
    within: 'The limit for a contract of {day} is {percent} % a year.',
    above:
      'It seems to be above the limit for a contract of {day}: {percent} % a year. Check sums and dates; if they are right, ask the lender how it was worked out.',
    noLimit: 'The limit for a contract of {day} is not known here.',
    source: 'Source: {act}, {article}',
    advice: 'As of {day} · no legal advice',
    wrong: 'Correct what is marked, then it is worked out.',
    noLoan: 'There is no such loan: write the sums yourself.',
  },
}
