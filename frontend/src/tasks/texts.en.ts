export const en = {
  quickChips: {
    label: 'Understood in the line',
    title: 'Title: “{title}”',
    name: {
      due: 'due',
      recurrence: 'repetition',
      importance: 'importance',
      category: 'category',
      template: 'reminders',
    },
    silent: 'No reminders',
    takeBack: 'Remove {name}: {is}. The words “{words}” go back to the title',
    unchoose: 'Remove {name}: {is}',
    ask: {
      due: 'When exactly?',
      category: 'Which category?',
      importance: 'How important?',
      template: 'Which reminders?',
    },
    repeatsDiffer: 'It says two rhythms: leave one, or the task will not repeat.',
    chooseOrEnter: 'Choose, or press Enter again: it is saved without, and the words stay in the title.',
    first: '{words}, first {due}',
    full: 'Fill in the details',
  },
}
