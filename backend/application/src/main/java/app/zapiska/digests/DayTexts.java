package app.zapiska.digests;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the digests of a day and of a week say. What a person typed never passes through here. */
@MessageBundle(value = "dayDigests", locale = "ru")
public interface DayTexts {

    @Message("☀️ ПЛАН НА ДЕНЬ")
    String morning();

    @Message("🌙 ИТОГ ДНЯ")
    String evening();

    @Message("🗓 ИТОГИ НЕДЕЛИ")
    String weekly();

    @Message("{heading} ({part}/{parts})")
    String partOf(String heading, int part, int parts);

    @Message("📋 Задачи: {count}")
    String planned(int count);

    @Message("📋 Осталось: {tasks}")
    String left(String tasks);

    @Message("💳 К оплате: {payments} на {sum}")
    String toPay(String payments, String sum);

    @Message("⚠️ Просрочено: {count}")
    String overdue(int count);

    @Message("🎉 Всё сделано!")
    String allDone();

    @Message("🎉 На этот день ничего не осталось!")
    String nothingLeft();

    @Message("И ещё {count} — на странице")
    String more(int count);

    @Message("Открыть страницу")
    String moreButton();

    @Message("≈ {sum} в день")
    String perDay(String sum);

    @Message("срок {day}")
    String due(String day);

    @Message("по плану, раньше срока")
    String byPlan();

    @Message("срок {day}, {time}")
    String dueAt(String day, String time);

    @Message("без срока")
    String noDue();

    @Message("⏰ отложено до {time}")
    String snoozed(String time);

    @Message("➡️ Перенести на завтра")
    String moveButton();

    @Message("➡️ Перенести всё на завтра ({count})")
    String moveAllButton(int count);

    @Message("↩️ Отменить перенос")
    String undoButton();

    @Message("➡️ {day}: {tasks}")
    String movedToast(String day, String tasks);

    @Message("Переносить нечего: уже сделано или перенесено")
    String nothingMovedToast();

    @Message("Это список на {day}: из него переносить поздно")
    String oldToast(String day);

    @Message("↩️ Перенос отменён")
    String undoneToast();

    @Message("↩️ Перенос отменён: {done} из {all}. Остальное изменили позже")
    String undonePartlyToast(int done, int all);

    @Message("Перенос уже не отменить: его отменили раньше или прошло 10 минут")
    String undoTooLateToast();

    @Message("утренний план")
    String morningName();

    @Message("итог дня")
    String eveningName();

    @Message("итоги недели")
    String weeklyName();

    @Message("сообщения о потолке")
    String ceilingName();

    @Message("Больше не присылать {name}")
    String offButton(String name);

    @Message("↩️ Вернуть {name}")
    String onButton(String name);

    @Message("Больше не присылаем: {name}")
    String offToast(String name);

    @Message("Снова присылаем: {name}. Ближайший раз — {when}")
    String onToast(String name, String when);

    @Message("Снова присылаем: {name}")
    String onAgainToast(String name);

    @Message("Включено: {name}. Но время не попадает в рабочие часы, поэтому не придёт")
    String onOutsideHoursToast(String name);

    @Message("Этого сообщения больше нет в записной книжке")
    String goneToast();

    @Message("✅ Выполнено: {tasks}")
    String doneInWeek(String tasks);

    @Message("✅ Выполнено: {tasks}, из них после срока: {late}")
    String doneLate(String tasks, int late);

    @Message("💳 Оплачено: {payments} на {sum}")
    String made(String payments, String sum);

    @Message("⚠️ Просрочено сейчас: {count}")
    String overdueNow(int count);

    @Message("📅 К оплате по {day}: {payments} на {sum}")
    String coming(String day, String payments, String sum);

    @Message("💳 По плану, в счёт ближайших платежей: {payments} на {sum}")
    String early(String payments, String sum);

    @Message("…и ещё {count}")
    String andMore(int count);

    /** English. */
    @Localized("en")
    interface English extends DayTexts {

        @Override
        @Message("☀️ PLAN OF THE DAY")
        String morning();

        @Override
        @Message("🌙 END OF THE DAY")
        String evening();

        @Override
        @Message("🗓 REVIEW OF THE WEEK")
        String weekly();

        @Override
        @Message("{heading} ({part}/{parts})")
        String partOf(String heading, int part, int parts);

        @Override
        @Message("📋 Tasks: {count}")
        String planned(int count);

        @Override
        @Message("📋 Left: {tasks}")
        String left(String tasks);

        @Override
        @Message("💳 To pay: {payments}, {sum}")
        String toPay(String payments, String sum);

        @Override
        @Message("⚠️ Overdue: {count}")
        String overdue(int count);

        @Override
        @Message("🎉 All done!")
        String allDone();

        @Override
        @Message("🎉 Nothing is left of this day!")
        String nothingLeft();

        @Override
        @Message("And {count} more on the page")
        String more(int count);

        @Override
        @Message("Open the page")
        String moreButton();

        @Override
        @Message("≈ {sum} a day")
        String perDay(String sum);

        @Override
        @Message("due {day}")
        String due(String day);

        @Override
        @Message("by the plan, before it is due")
        String byPlan();

        @Override
        @Message("due {day}, {time}")
        String dueAt(String day, String time);

        @Override
        @Message("no due date")
        String noDue();

        @Override
        @Message("⏰ snoozed until {time}")
        String snoozed(String time);

        @Override
        @Message("➡️ Move to tomorrow")
        String moveButton();

        @Override
        @Message("➡️ Move all to tomorrow ({count})")
        String moveAllButton(int count);

        @Override
        @Message("↩️ Undo the move")
        String undoButton();

        @Override
        @Message("➡️ {day}: {tasks}")
        String movedToast(String day, String tasks);

        @Override
        @Message("There is nothing to move: it is done or moved already")
        String nothingMovedToast();

        @Override
        @Message("This is the list of {day}: it is too late to move anything from it")
        String oldToast(String day);

        @Override
        @Message("↩️ The move is undone")
        String undoneToast();

        @Override
        @Message("↩️ The move is undone for {done} of {all}. The rest was changed later")
        String undonePartlyToast(int done, int all);

        @Override
        @Message("It can’t be undone: it was undone before, or 10 minutes have passed")
        String undoTooLateToast();

        @Override
        @Message("the morning plan")
        String morningName();

        @Override
        @Message("the end of the day")
        String eveningName();

        @Override
        @Message("the review of the week")
        String weeklyName();

        @Override
        @Message("messages about ceilings")
        String ceilingName();

        @Override
        @Message("Don’t send {name} any more")
        String offButton(String name);

        @Override
        @Message("↩️ Bring back {name}")
        String onButton(String name);

        @Override
        @Message("Not sent any more: {name}")
        String offToast(String name);

        @Override
        @Message("Sent again: {name}. Next time: {when}")
        String onToast(String name, String when);

        @Override
        @Message("Sent again: {name}")
        String onAgainToast(String name);

        @Override
        @Message("Switched on: {name}. But its time is outside working hours, so it will not come")
        String onOutsideHoursToast(String name);

        @Override
        @Message("The notebook no longer knows this message")
        String goneToast();

        @Override
        @Message("✅ Done: {tasks}")
        String doneInWeek(String tasks);

        @Override
        @Message("✅ Done: {tasks}, of them after they were due: {late}")
        String doneLate(String tasks, int late);

        @Override
        @Message("💳 Paid: {payments}, {sum}")
        String made(String payments, String sum);

        @Override
        @Message("⚠️ Overdue now: {count}")
        String overdueNow(int count);

        @Override
        @Message("📅 To pay through {day}: {payments}, {sum}")
        String coming(String day, String payments, String sum);

        @Override
        @Message("💳 By the plan, counting towards the next payments: {payments}, {sum}")
        String early(String payments, String sum);

        @Override
        @Message("…and {count} more")
        String andMore(int count);
    }
}
