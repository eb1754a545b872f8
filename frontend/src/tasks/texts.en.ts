export const en = {
  quickHint: {
    unread: 'The quick line does not understand this yet: {words}. The words stay in the title.',
    saved: {
      today: 'A task for today will be saved.',
      tomorrow: 'A task for tomorrow will be saved.',
      none: 'A task without a date will be saved: the bot will not remind you of it.',
    },
    reminders: 'Reminders by the template “{name}”.',
    noReminders: 'The bot will not remind you of it.',
    full: 'Fill in the details',
    anyway: 'Save it like this',
  },
}
