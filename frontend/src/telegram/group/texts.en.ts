import type { ru } from './texts.ru'

export const en: typeof ru = {
  group: {
    title: 'Group in Telegram',
    hint: 'In a group, such as a family’s, your tasks and loans can be looked at by /today, /tasks and /loans, and the buttons under them work. No reminders come to the group: they stay in your own chat with the bot.',
    none: 'There is no group yet.',
    make: 'Link a group',
    another: 'Link another group',
    howTo: 'Add the bot to the group and send there:',
    until: 'The command works once, until {at}.',
    choose: 'Choose the group in Telegram',
    asks: 'The group “{title}” asks for access',
    askedBy: 'The bot is called there by {who}.',
    warning:
      'All members of the group, and those who join later, will see your tasks, loans and amounts when you or the people you name ask the bot. Names and titles in Telegram are chosen freely: if you have not just sent the command, answer “No”.',
    yes: 'Yes, show them in this group',
    no: 'No',
    linked: 'The group is linked',
    declined: 'The group is not linked, and the command works no more',
    is: 'The group “{title}” was linked: {at}.',
    people: 'Who may look and press',
    you: 'You yourself, with the same Telegram account as in your chat with the bot.',
    nobody: 'Nobody else yet: whoever sends /tasks in the group or presses a button there appears here.',
    may: '{who} may look and press',
    seen: 'seen {at}',
    saved: 'Saved',
    unlink: 'Unlink the group',
    sure: 'The bot will no longer answer in the group. What was written there stays.',
    unlinked: 'The group is unlinked',
    check: 'Check again',
  },
}
