/** What few see: comes with what says it. */
export const ru = {
  quickChips: {
    label: 'Понято в строке',
    title: 'Название: «{title}»',
    name: {
      due: 'срок',
      recurrence: 'повтор',
      importance: 'важность',
      category: 'категория',
      template: 'напоминания',
    },
    silent: 'Без напоминаний',
    takeBack: 'Убрать {name}: {is}. Слова «{words}» вернутся в название',
    unchoose: 'Убрать {name}: {is}',
    ask: {
      due: 'Когда именно?',
      category: 'Какая категория?',
      importance: 'Какая важность?',
      template: 'Какие напоминания?',
    },
    repeatsDiffer: 'Названы разные повторы: оставьте один, иначе задача не будет повторяться.',
    chooseOrEnter: 'Выберите или нажмите Enter ещё раз: запишется без этого, слова останутся в названии.',
    first: '{words}, первый раз {due}',
    full: 'Заполнить подробно',
  },
}
