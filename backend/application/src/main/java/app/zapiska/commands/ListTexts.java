package app.zapiska.commands;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What /today, /tasks and /loans say. What a person typed never passes through here. */
@MessageBundle(value = "lists", locale = "ru")
public interface ListTexts {

    @Message("задачи и платежи на сегодня")
    String todayDescription();

    @Message("все открытые задачи")
    String tasksDescription();

    @Message("займы: что платить раньше")
    String loansDescription();

    @Message("☀️ План на {day}")
    String plan(String day);

    @Message("📋 Открытые задачи")
    String tasks();

    @Message("💳 Займы: ближайшие платежи")
    String loans();

    @Message("{moment} · всего {total}")
    String asOf(String moment, int total);

    @Message("страница {page} из {pages}")
    String page(int page, int pages);

    @Message("Здесь — первые {most}. Остальное — на странице.")
    String more(int most);

    @Message("Платежи")
    String payments();

    @Message("Просрочено")
    String overdue();

    @Message("Без срока")
    String noDue();

    @Message("просрочен на {days}")
    String overdueFor(String days);

    @Message("по плану, раньше срока")
    String byPlan();

    @Message("осталось {remaining} из {sum}")
    String remaining(String remaining, String sum);

    @Message("оплачено")
    String paid();

    @Message("⏰ до {moment}")
    String snoozed(String moment);

    @Message("Здесь больше ничего нет.")
    String nothing();

    @Message("На сегодня всё: ни задач, ни платежей.")
    String noPlan();

    @Message("Открытых задач нет. Напишите задачу одной строкой, например «завтра в 18:00 купить хлеб».")
    String noTasks();

    @Message("Открытых займов нет.")
    String noLoans();

    @Message("Этот список устарел. Отправьте команду ещё раз.")
    String outdated();

    @Localized("en")
    interface English extends ListTexts {

        @Override
        @Message("tasks and payments of today")
        String todayDescription();

        @Override
        @Message("all open tasks")
        String tasksDescription();

        @Override
        @Message("loans: what to pay first")
        String loansDescription();

        @Override
        @Message("☀️ Plan for {day}")
        String plan(String day);

        @Override
        @Message("📋 Open tasks")
        String tasks();

        @Override
        @Message("💳 Loans: next payments")
        String loans();

        @Override
        @Message("{moment} · {total} in all")
        String asOf(String moment, int total);

        @Override
        @Message("page {page} of {pages}")
        String page(int page, int pages);

        @Override
        @Message("These are the first {most}. The rest is on the page.")
        String more(int most);

        @Override
        @Message("Payments")
        String payments();

        @Override
        @Message("Overdue")
        String overdue();

        @Override
        @Message("No date")
        String noDue();

        @Override
        @Message("overdue for {days}")
        String overdueFor(String days);

        @Override
        @Message("by the plan, before it is due")
        String byPlan();

        @Override
        @Message("{remaining} left of {sum}")
        String remaining(String remaining, String sum);

        @Override
        @Message("paid")
        String paid();

        @Override
        @Message("⏰ until {moment}")
        String snoozed(String moment);

        @Override
        @Message("There is nothing here any more.")
        String nothing();

        @Override
        @Message("Nothing left for today: no tasks, no payments.")
        String noPlan();

        @Override
        @Message("No open tasks. Write one in one line, such as “tomorrow at 18:00 buy bread”.")
        String noTasks();

        @Override
        @Message("No open loans.")
        String noLoans();

        @Override
        @Message("This list is out of date. Send the command again.")
        String outdated();
    }
}
