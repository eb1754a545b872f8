/** What can still be taken back. */
export const ru = {
  undoLine: {
    left: 'ещё {n} мин',
    minutes: '{n} мин',
    loans: 'Удалён {n} займ | Удалены {n} займа | Удалено {n} займов',
  },
}
