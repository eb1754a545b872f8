/** What few see: comes with what says it. */
export const ru = {
  quickHint: {
    unread: 'Быстрая строка этого пока не понимает: {words}. Слова останутся в названии.',
    saved: {
      today: 'Запишется задача на сегодня.',
      tomorrow: 'Запишется задача на завтра.',
      none: 'Запишется задача без срока: бот о ней не напомнит.',
    },
    reminders: 'Напоминания по шаблону «{name}».',
    noReminders: 'Бот о ней не напомнит.',
    full: 'Заполнить подробно',
    anyway: 'Записать так',
  },
}
