package app.zapiska.reminders;

class ReminderResource {
    static ReminderPlanner.ReminderView view(Reminder reminder, ReminderTexts texts) { return null; }
}
