export const en = {
  conflict: {
    title: 'The task was changed elsewhere',
    merged: 'Your text is kept and laid over the new version. Check it and save again.',
    choose: 'Your text is kept. In these fields the server now has something else: choose what to keep, and save.',
    take: 'Take this',
    keep: 'Keep mine',
    field: {
      title: 'Title',
      description: 'Description',
      importance: 'Importance',
      dueDate: 'Due date',
      dueTime: 'Due time',
      durationMinutes: 'Duration, min',
      categoryId: 'Category',
      reminderTemplateId: 'Reminder template',
      subtasks: 'Subtasks',
      reminders: 'Own reminders',
    },
  },
}
