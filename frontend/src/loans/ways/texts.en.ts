import type { ru } from './texts.ru'

export const en: typeof ru = {
  ways: {
    title: 'I can’t pay',
    intro:
      'It happens. Here is what can be done about this loan, what it costs as it is worked out here, and until when it is open. The sooner you decide, the more there is to choose from.',
    due: 'The next payment is due on {day}.',
    overdue: 'The payment of {day} is overdue by {n} day. | The payment of {day} is overdue by {n} days.',
    close: '≈ {sum} closes the loan today',
    standsFrom: 'If nothing is paid, by this reckoning it grows no more from {day}.',
    limitOn: 'If nothing is paid, it comes to the law’s limit on {day}; a delay is not counted.',
    withoutSums: 'So the ways below come without sums.',
    paid: 'By your entries this loan is paid: nothing is left to pay. Check it in the lender’s cabinet.',
    first: 'Where to begin',
    source: 'Source: {act}, {article}',
    rules: 'By which rules',
    advice: 'As of {day} · no legal advice',
    noLaw:
      'No legal advice. The lender is a private person, whom the law on consumer loans does not bind: its holidays and rights are not here.',
    part: {
      title: 'Pay a part',
      what: 'Interest runs on what is left of the principal: the less it is, the cheaper each day.',
      label: 'What you can pay today',
      example: 'While it is empty, this is an example: {sum}.',
      does: '{sum} today: ≈ {principal} of it lowers the principal, ≈ {left} is left.',
      chargesOnly: '{sum} today goes to interest and penalty alone: ≈ {charges} of them have come together.',
      closes: '{sum} today closes the loan by this reckoning.',
      cheaper: 'Each day will cost ≈ {after} instead of ≈ {before}.',
      saved: 'By the end it saves ≈ {sum}, if the rest is paid on time.',
      first:
        'Ask the lender what the sum will go to and whether an application is needed. The due date does not move: the rest is expected on the same day.',
      firstLate:
        'Ask the lender what the sum will go to and whether an application is needed. The delay goes on until everything that is due has been paid.',
    },
    prolong: {
      title: 'Prolong it',
      what: 'A lender may move the date when the interest so far is paid. The principal stays, and interest runs on.',
      example: 'An example: until {day}, without a fee for moving it. The lender sets the terms and may refuse.',
      way: {
        payAll: 'Pay all today',
        prolong: 'Prolong',
        prolongAndPayAPart: 'Prolong and pay twice as much',
      },
      now: 'Today',
      later: 'Later',
      dearer: 'Dearer by',
      because: {
        severalPayments:
          'The loan has several payments: sometimes one is moved, sometimes all, so no sum is worked out. Ask the lender what exactly will be moved and what it comes to.',
        shortLoan: 'The term of such a short loan, it seems, may not be made longer: ask the lender.',
        tooFar: 'It is due in more than ten years: nothing is worked out so far ahead.',
      },
      first:
        'Ask before it is due and wait until the new date is confirmed: until then the old one counts. Check that no paid services were added.',
      firstLate:
        'It is past its due date: ask whether the loan can still be prolonged, and on which terms. Wait until the new date is confirmed, and check that no paid services were added.',
    },
    holiday: {
      title: 'Credit holidays',
      what: 'A right to pay later, for up to {months} months, when your income fell by more than {percent} %. No penalty is charged meanwhile; interest runs on. At which rate is not confirmed, so it is not worked out here.',
      conditions: 'Conditions',
      amount: {
        met: 'The loan is no more than {sum}: it fits',
        notMet: 'The loan is more than {sum}: it seems not to fit. Car loans and cards have other limits: check',
        ask: 'The loan is no more than {sum}; car loans and cards have other limits: check',
      },
      lender: {
        met: 'The lender is a bank, a microfinance company or a credit cooperative: it fits',
        ask: 'The lender is a bank, a microfinance company or a credit cooperative: check in the contract',
      },
      income: {
        ask: 'Your income of the last two months fell by more than {percent} % against the year’s average: work it out below',
      },
      once: { ask: 'This loan had no holidays for income yet' },
      nothingElse: { ask: 'No bankruptcy, no judgment in force, no holidays under another law' },
      count: 'Work it out by your income',
      private: 'It is worked out at once. Nothing is kept.',
      average: 'Average income a month',
      averageHint: 'Over the twelve months before these two.',
      last: 'Income of last month',
      before: 'Income of the month before it',
      fell: '{lately} on average, less by {percent} %.',
      grew: '{lately} on average, no less than usual.',
      enough: 'It seems that the income meets the condition: more than {limit} % is needed.',
      notEnough: 'It seems that the income does not meet the condition: more than {limit} % is needed.',
      first:
        'Send the lender a demand in the way that the contract names, and keep the confirmation. You may be asked for papers about your income.',
    },
    early: {
      title: 'Return all of it',
      open: 'Until {day}, that day included, the whole loan may be returned without notice, with interest for the days so far.',
      openForPurpose:
        'Until {day}, that day included, a loan for a purpose may be returned without notice, whole or in part. For others that ended on {last}.',
      over: 'Without notice it could be returned until {day}. It can be returned early even now, but usually notice is due: the contract says how many days before.',
      today: 'Today that is ≈ {sum}.',
      first:
        'Ask the lender for the exact sum of the day and for a paper that the loan is closed. A transfer counts when it has arrived.',
    },
    services: {
      title: 'Refuse paid services',
      open: 'You paid {sum} for services. If they were bought with the loan, it seems that you can refuse them and get the money back until {day}, that day included.',
      over: 'You paid {sum} for services. If they were bought with the loan, the time to refuse them seems to have ended on {day}: check in the contract.',
      first: 'Write to whoever sold the service, and to the lender. Keep a copy and the proof that it was sent.',
    },
    restructuring: {
      title: 'Agree on restructuring',
      what: 'The lender may offer another schedule: smaller payments, a longer term. Nobody must agree to it, and it usually costs more in all.',
      first:
        'Ask in writing and say why. Before you sign, compare the sum of all new payments with what closes the loan today.',
    },
  },
  beforeNew: {
    title: 'Before a new loan',
    intro:
      'What the law says of another loan, and what to check before you sign. Whether you will get it is not told here: the lender decides.',
    atOnce: {
      title: 'How many loans at once',
      open: 'The notebook has {n} open loan. | The notebook has {n} open loans.',
      none: 'The notebook has no open loans.',
      unknown:
        'The full cost of {n} loan is not entered: it is not counted. | The full cost of {n} loans is not entered: they are not counted.',
      counted: 'Your loans with a full cost above {percent} %: {n}',
      rule: 'By a law that was passed ({act}), from {from} a microfinance company gives no new loan with a full cost above {percent} % to whoever has {most} or more of them already.',
      until: 'Until {to}.',
      standing: {
        coming: 'That is still to come, and the law may be changed.',
        notChecked: 'Whether it came into force was not checked here.',
        inForce: 'It is in force.',
      },
      old: 'It does not cancel older loans: those are returned by their contracts.',
    },
    pause: {
      title: 'A pause between loans',
      rule: 'By a law that was passed ({act}), from {from} a new loan is given no sooner than {n} day after one with a full cost above {percent} % was returned. | By a law that was passed ({act}), from {from} a new loan is given no sooner than {n} days after one with a full cost above {percent} % was returned.',
      doubt: 'Some sources say three days.',
    },
    cooling: {
      title: 'Time to think after signing',
      rule: 'If the loan is from {from} to {above}, the money comes no sooner than {hours} h after signing; above {above}, {long} h. Until then no interest runs, and refusing is free.',
      without:
        'Smaller sums have no such pause, nor have mortgages, loans for education, purchases in a shop and refinancing that does not raise the debt.',
    },
    ban: {
      title: 'A ban on lending to yourself',
      rule: 'You can forbid that loans are given to you: free of charge, on Gosuslugi or in an MFC office, wholly or in part, as often as you like. Mortgages, car loans secured by the car and state-supported loans for education are left out. Loans and cards that you have are not touched.',
      lift: 'It is lifted on Gosuslugi, with a qualified electronic signature. The lifting counts on day {n} after it is entered in the credit history.',
    },
    compare: {
      title: 'Compare before you sign',
      what: 'The full cost stands in a frame on the first page of the contract. Work it out yourself by sums and dates, and check what is kept back at once.',
      link: 'Work out the full cost',
      instead: 'If the new loan is to pay back an old one, look first at “I can’t pay” on the page of the old one.',
    },
  },
}
