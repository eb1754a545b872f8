package app.zapiska.reminders;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of reminders, in the chat and in the API. What a person typed never passes through here. */
@MessageBundle(value = "reminders", locale = "ru")
public interface ReminderTexts {

    @Message("НАПОМИНАНИЕ О ЗАДАЧЕ")
    String reminder();

    @Message("НАПОМИНАНИЕ О ПЛАТЕЖЕ")
    String paymentReminder();

    @Message("💳 Сумма: {sum}")
    String sum(String sum);

    @Message("💳 Осталось: {remaining} из {sum}")
    String remaining(String remaining, String sum);

    @Message("🧾 Платёж {number} из {count}")
    String paymentOf(int number, int count);

    @Message("🔔 ПОВТОРНОЕ НАПОМИНАНИЕ")
    String repeat();

    @Message("🔔 НАПОМИНАНИЯ: {count}")
    String combined(int count);

    @Message("Важная")
    String important();

    @Message("Нужная")
    String needed();

    @Message("Хотелось бы")
    String niceToHave();

    @Message("📌 Важность: {importance}")
    String importance(String importance);

    @Message("📅 Срок: {due}")
    String due(String due);

    @Message("срок {due}")
    String dueShort(String due);

    @Message("📅 По плану выплат: {day}, раньше срока")
    String byPlan(String day);

    @Message("по плану {day}")
    String byPlanShort(String day);

    @Message("⏰ Первое было: {time}")
    String first(String time);

    @Message("💡 Следующее через {minutes}")
    String nextIn(String minutes);

    @Message("💡 Следующее в {time}")
    String nextToday(String time);

    @Message("💡 Следующее {date} в {time}")
    String nextOn(String date, String time);

    @Message("🔔 Следующее напоминание: {time}")
    String nextAt(String time);

    @Message("Задача выполнена! 🎉")
    String done();

    @Message("🔁 Следующее: {due}")
    String nextOccurrence(String due);

    @Message("🔁 Это было последнее повторение")
    String lastOccurrence();

    @Message("Отложено до {time}")
    String snoozed(String time);

    @Message("Задача открыта")
    String open();

    @Message("Платёж не внесён")
    String paymentOpen();

    @Message("Оплачено! 🎉")
    String paid();

    @Message("✅ Выполнил")
    String doneButton();

    @Message("⏰ Отложить")
    String snoozeButton();

    @Message("↩️ Вернуть")
    String reopenButton();

    @Message("15 минут")
    String quarterButton();

    @Message("1 час")
    String hourButton();

    @Message("Вечером 19:00")
    String eveningButton();

    @Message("Завтра 09:00")
    String tomorrowButton();

    @Message("Своё время")
    String ownTimeButton();

    @Message("Открыть задачу")
    String openButton();

    @Message("Открыть займ")
    String openLoanButton();

    @Message("✅ Оплачено {sum}")
    String payButton(String sum);

    @Message("↩️ Отменить запись")
    String undoButton();

    @Message("Назад")
    String backButton();

    @Message("Другая сумма")
    String otherSumButton();

    @Message("🔗 Кабинет")
    String portalButton();

    @Message("🧾 Как заплатить")
    String howToPayButton();

    @Message("✅ Выполнено")
    String doneToast();

    @Message("Уже выполнено")
    String alreadyDoneToast();

    @Message("⏰ Отложено до {time}")
    String snoozedToast(String time);

    @Message("⏰ Отложено до {time}. Каждый день просрочки ≈ {sum}")
    String snoozedBeyondToast(String time, String sum);

    @Message("↩️ Задача снова открыта")
    String reopenedToast();

    @Message("Этой задачи больше нет")
    String goneToast();

    @Message("Этого платежа больше нет")
    String paymentGoneToast();

    @Message("В этом чате кнопка больше не действует")
    String notHereToast();

    @Message("Задача уже выполнена, откладывать нечего")
    String nothingToSnoozeToast();

    @Message("Уже оплачено, откладывать нечего")
    String paidNothingToSnoozeToast();

    @Message("Шаблона нет или он удалён")
    String templateNotFound();

    @Message("Такого шаблона нет")
    String unknownTemplate();

    @Message("Системный шаблон изменить нельзя: скопируйте его")
    String templateIsSystem();

    @Message("Шаблон изменился, пока вы его правили")
    String templateStale();

    @Message("В шаблоне должно быть хотя бы одно правило")
    String templateNeedsRules();

    @Message("Правило повторяется")
    String duplicateRule();

    @Message("Укажите начало: время или за сколько до срока")
    String oneBeginning();

    @Message("Кончается раньше, чем начинается")
    String endsBeforeItBegins();

    @Message("Слишком много напоминаний: напоминайте реже или короче")
    String tooManyMoments();

    @Message("Укажите правила или шаблон — что-то одно")
    String rulesOrTemplate();

    @Message("Напоминание не найдено")
    String reminderNotFound();

    @Message("Момент уже прошёл")
    String snoozeInPast();

    @Message("Отложить можно не больше чем на год")
    String snoozeTooFar();

    @Message("Неизвестное состояние")
    String unknownState();

    @Message("Начало периода позже конца")
    String emptyPeriod();

    @Message("задача выполнена")
    String reasonCompleted();

    @Message("платёж внесён")
    String reasonPaid();

    @Message("задача удалена")
    String reasonDeleted();

    @Message("платёж удалён")
    String reasonPaymentDeleted();

    @Message("срок изменён")
    String reasonRedated();

    @Message("убрано из напоминаний задачи")
    String reasonRemoved();

    @Message("убрано из напоминаний займа")
    String reasonPaymentRemoved();

    @Message("время уже прошло, когда напоминание добавили")
    String reasonPast();

    @Message("задача отложена")
    String reasonSnoozed();

    @Message("платёж отложен")
    String reasonPaymentSnoozed();

    @Message("его сменило более позднее напоминание этой задачи")
    String reasonSuperseded();

    @Message("его сменило более позднее напоминание об этом платеже")
    String reasonPaymentSuperseded();

    @Message("чат Telegram не подключён")
    String reasonNoChat();

    @Message("бот заблокирован в Telegram: нажмите «Запустить» в чате с ботом")
    String reasonBlocked();

    @Message("Telegram не принял текст; измените задачу, и напоминание уйдёт снова")
    String reasonRefused();

    @Message("Telegram не принял текст; измените займ, и напоминание уйдёт снова")
    String reasonPaymentRefused();

    @Message("ждёт рабочих часов")
    String reasonNight();

    @Message("идёт пауза")
    String reasonPaused();

    @Message("Telegram недоступен, попытка повторится")
    String reasonUnreachable();

    @Message("Telegram попросил подождать")
    String reasonRateLimited();

    @Message("За 1 день до срока")
    String dayBefore();

    @Message("Одно напоминание за 24 часа до срока")
    String dayBeforeMeans();

    @Message("За день и в день")
    String dayBeforeAndSameDay();

    @Message("За 24 часа до срока и утром в день срока")
    String dayBeforeAndSameDayMeans();

    @Message("Интенсивные")
    String intensive();

    @Message("За 1 день, за 1 час и в момент срока")
    String intensiveMeans();

    @Message("Очень интенсивные")
    String veryIntensive();

    @Message("За 2 дня, за 1 день, за 3 часа, за 1 час и в момент срока")
    String veryIntensiveMeans();

    @Message("Только в день дедлайна")
    String sameDay();

    @Message("Одно напоминание утром в день срока")
    String sameDayMeans();

    /** English. */
    @Localized("en")
    interface English extends ReminderTexts {
        @Override
        @Message("TASK REMINDER")
        String reminder();

        @Override
        @Message("PAYMENT REMINDER")
        String paymentReminder();

        @Override
        @Message("💳 Amount: {sum}")
        String sum(String sum);

        @Override
        @Message("💳 Left: {remaining} of {sum}")
        String remaining(String remaining, String sum);

        @Override
        @Message("🧾 Payment {number} of {count}")
        String paymentOf(int number, int count);

        @Override
        @Message("🔔 REMINDER AGAIN")
        String repeat();

        @Override
        @Message("🔔 REMINDERS: {count}")
        String combined(int count);

        @Override
        @Message("Important")
        String important();

        @Override
        @Message("Needed")
        String needed();

        @Override
        @Message("Nice to have")
        String niceToHave();

        @Override
        @Message("📌 Importance: {importance}")
        String importance(String importance);

        @Override
        @Message("📅 Due: {due}")
        String due(String due);

        @Override
        @Message("due {due}")
        String dueShort(String due);

        @Override
        @Message("📅 By your payoff plan: {day}, before it is due")
        String byPlan(String day);

        @Override
        @Message("by the plan {day}")
        String byPlanShort(String day);

        @Override
        @Message("⏰ First sent: {time}")
        String first(String time);

        @Override
        @Message("💡 Next in {minutes}")
        String nextIn(String minutes);

        @Override
        @Message("💡 Next at {time}")
        String nextToday(String time);

        @Override
        @Message("💡 Next: {date} at {time}")
        String nextOn(String date, String time);

        @Override
        @Message("🔔 Next reminder: {time}")
        String nextAt(String time);

        @Override
        @Message("Task done! 🎉")
        String done();

        @Override
        @Message("🔁 Next: {due}")
        String nextOccurrence(String due);

        @Override
        @Message("🔁 This was the last occurrence")
        String lastOccurrence();

        @Override
        @Message("Snoozed until {time}")
        String snoozed(String time);

        @Override
        @Message("Task open")
        String open();

        @Override
        @Message("Payment not made")
        String paymentOpen();

        @Override
        @Message("Paid! 🎉")
        String paid();

        @Override
        @Message("✅ Done")
        String doneButton();

        @Override
        @Message("⏰ Snooze")
        String snoozeButton();

        @Override
        @Message("↩️ Undo")
        String reopenButton();

        @Override
        @Message("15 minutes")
        String quarterButton();

        @Override
        @Message("1 hour")
        String hourButton();

        @Override
        @Message("Tonight 19:00")
        String eveningButton();

        @Override
        @Message("Tomorrow 09:00")
        String tomorrowButton();

        @Override
        @Message("Another time")
        String ownTimeButton();

        @Override
        @Message("Open the task")
        String openButton();

        @Override
        @Message("Open the loan")
        String openLoanButton();

        @Override
        @Message("✅ Paid {sum}")
        String payButton(String sum);

        @Override
        @Message("↩️ Undo the entry")
        String undoButton();

        @Override
        @Message("Back")
        String backButton();

        @Override
        @Message("Another amount")
        String otherSumButton();

        @Override
        @Message("🔗 Site")
        String portalButton();

        @Override
        @Message("🧾 How to pay")
        String howToPayButton();

        @Override
        @Message("✅ Done")
        String doneToast();

        @Override
        @Message("Already done")
        String alreadyDoneToast();

        @Override
        @Message("⏰ Snoozed until {time}")
        String snoozedToast(String time);

        @Override
        @Message("⏰ Snoozed until {time}. Each day of delay ≈ {sum}")
        String snoozedBeyondToast(String time, String sum);

        @Override
        @Message("↩️ The task is open again")
        String reopenedToast();

        @Override
        @Message("This task no longer exists")
        String goneToast();

        @Override
        @Message("This payment no longer exists")
        String paymentGoneToast();

        @Override
        @Message("This button no longer works in this chat")
        String notHereToast();

        @Override
        @Message("The task is already done, there is nothing to snooze")
        String nothingToSnoozeToast();

        @Override
        @Message("Already paid, there is nothing to snooze")
        String paidNothingToSnoozeToast();

        @Override
        @Message("There is no such template, or it was deleted")
        String templateNotFound();

        @Override
        @Message("There is no such template")
        String unknownTemplate();

        @Override
        @Message("A system template can't be changed: copy it")
        String templateIsSystem();

        @Override
        @Message("The template was changed while you were editing it")
        String templateStale();

        @Override
        @Message("A template needs at least one rule")
        String templateNeedsRules();

        @Override
        @Message("The rule is there twice")
        String duplicateRule();

        @Override
        @Message("Give the beginning: a time, or how long before the due moment")
        String oneBeginning();

        @Override
        @Message("It ends before it begins")
        String endsBeforeItBegins();

        @Override
        @Message("Too many reminders: remind less often or for a shorter time")
        String tooManyMoments();

        @Override
        @Message("Give either rules or a template")
        String rulesOrTemplate();

        @Override
        @Message("Reminder not found")
        String reminderNotFound();

        @Override
        @Message("That moment has already passed")
        String snoozeInPast();

        @Override
        @Message("It can be snoozed for a year at most")
        String snoozeTooFar();

        @Override
        @Message("Unknown state")
        String unknownState();

        @Override
        @Message("The period ends before it starts")
        String emptyPeriod();

        @Override
        @Message("the task was completed")
        String reasonCompleted();

        @Override
        @Message("the payment was made")
        String reasonPaid();

        @Override
        @Message("the task was deleted")
        String reasonDeleted();

        @Override
        @Message("the payment was deleted")
        String reasonPaymentDeleted();

        @Override
        @Message("the due moment was changed")
        String reasonRedated();

        @Override
        @Message("it was taken out of the task's reminders")
        String reasonRemoved();

        @Override
        @Message("it was taken out of the loan's reminders")
        String reasonPaymentRemoved();

        @Override
        @Message("the moment had already passed when it was added")
        String reasonPast();

        @Override
        @Message("the task was snoozed")
        String reasonSnoozed();

        @Override
        @Message("the payment was snoozed")
        String reasonPaymentSnoozed();

        @Override
        @Message("a later reminder of this task took over")
        String reasonSuperseded();

        @Override
        @Message("a later reminder of this payment took over")
        String reasonPaymentSuperseded();

        @Override
        @Message("no Telegram chat is linked")
        String reasonNoChat();

        @Override
        @Message("the bot is blocked in Telegram: press “Start” in its chat")
        String reasonBlocked();

        @Override
        @Message("Telegram refused the text; change the task and it will be sent again")
        String reasonRefused();

        @Override
        @Message("Telegram refused the text; change the loan and it will be sent again")
        String reasonPaymentRefused();

        @Override
        @Message("waits for working hours")
        String reasonNight();

        @Override
        @Message("reminders are paused")
        String reasonPaused();

        @Override
        @Message("Telegram can't be reached; it will be tried again")
        String reasonUnreachable();

        @Override
        @Message("Telegram asked to wait")
        String reasonRateLimited();

        @Override
        @Message("1 day before")
        String dayBefore();

        @Override
        @Message("One reminder 24 hours before the due moment")
        String dayBeforeMeans();

        @Override
        @Message("The day before and on the day")
        String dayBeforeAndSameDay();

        @Override
        @Message("24 hours before and in the morning of the due day")
        String dayBeforeAndSameDayMeans();

        @Override
        @Message("Intensive")
        String intensive();

        @Override
        @Message("1 day, 1 hour before and at the due moment")
        String intensiveMeans();

        @Override
        @Message("Very intensive")
        String veryIntensive();

        @Override
        @Message("2 days, 1 day, 3 hours, 1 hour before and at the due moment")
        String veryIntensiveMeans();

        @Override
        @Message("Only on the due day")
        String sameDay();

        @Override
        @Message("One reminder in the morning of the due day")
        String sameDayMeans();
    }
}
