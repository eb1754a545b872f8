import type { ru } from './texts.ru'

export const en: typeof ru = {
  digests: {
    title: 'Messages about the day and the week',
    hint: 'They come in working hours: to Telegram, or when it can’t be reached as a notification or a mail, where those are set up. When there is nothing to say, none comes.',
    morning: 'Morning plan',
    morningHint: 'Tasks and payments of the day, overdue ones first.',
    evening: 'End of the day',
    eveningHint: 'What is left of today, with a button “Move to tomorrow”.',
    weekly: 'Review of the week',
    weeklyHint: 'What was done and paid in seven days, what is overdue and which payments come next.',
    urgent: 'Urgent loans',
    urgentHint: 'The times are chosen under “Loans”.',
    time: 'Time: {name}',
    day: 'Weekday: {name}',
    wrongTime: 'Enter a time.',
    next: 'Next message: {when}.',
    unsaved: 'When it comes is known once the settings are saved.',
    unknown: 'When the next one comes could not be found out.',
    reason: {
      off: 'None comes.',
      outsideHours: 'None will come: the bot is silent at that time. Choose a time within working hours.',
      notLinked: 'None will come: Telegram is not linked.',
      blocked: 'None will come: the bot is blocked in Telegram.',
    },
  },
}
