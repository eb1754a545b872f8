/** What can still be taken back. */
export const en = {
  undoLine: {
    left: '{n} min left',
    minutes: '{n} min',
    loans: '{n} loan deleted | {n} loans deleted',
  },
}
