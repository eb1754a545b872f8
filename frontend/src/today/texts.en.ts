export const en = {
  firstSteps: {
    title: 'Where to begin',
    hide: 'Hide',
    hidden: 'The hints are hidden on this device',
    loan: {
      title: 'Write down a loan',
      text: 'Whom to repay and when. The bot reminds you of every payment.',
      begin: 'Write a loan down',
      due: 'When empty, as much as was borrowed.',
      dueDateMissing: 'Enter the date: without one the bot does not remind you.',
      more: 'With a schedule of payments',
      today: 'Today becomes the date of the contract; it can be corrected on the loan’s page.',
    },
    task: {
      title: 'Write down a task',
      text: 'In one line, with its time: “pay for the internet tomorrow at 18:00”.',
      begin: 'Write',
    },
    trial: {
      title: 'Try the reminders',
      soon: 'A real reminder comes: it shows how to answer the bot.',
      later: 'The bot is silent now, as the settings say. The trial reminder comes {at}.',
      unreachable: 'First the bot needs somewhere to write to.',
      setUp: 'Set up',
      ask: 'Send me a trial reminder in a minute',
      askLater: 'Send me a trial reminder',
      name: 'Trial reminder',
      description:
        'Press “✅ Done”, and it comes no more. Without an answer the bot reminds you again: so it is with every task.',
      waits: 'It comes {at}.',
      came: 'Did it come? Press “✅ Done” under it, or tick it off here. Without an answer the bot reminds you again.',
      never: 'It does not come: {why}.',
      done: 'Done',
      drop: 'Not needed',
      passed: 'Reminders work. Loans and tasks arrive the same way.',
    },
  },
}
