package app.zapiska.transfer;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What stands in the tables for people: names of columns, and words for what the database keeps as codes. */
@MessageBundle(value = "tables", locale = "ru")
public interface TableMessages {

    @Message(
            "Номер;Название;Описание;Состояние;Важность;Срок;Время;Длительность, мин;Повторение;Категория;Выполнена;Удалена;Создана")
    String taskColumns();

    @Message("Номер задачи;Задача;Подзадача;Выполнена")
    String subtaskColumns();

    @Message("Номер;Название;Цвет;Значок")
    String categoryColumns();

    @Message(
            "Номер;Организация;Сайт;Дата договора;Дата возврата;Взято;К возврату;Оплачено;Рискованная;Заметки;Способы оплаты;Удалён;Создан;Номер договора;Ставка в день, %;ПСК, %;Деньги получены")
    String loanColumns();

    @Message("Номер займа;Организация;Номер;Дата;Сумма;Убран")
    String installmentColumns();

    @Message(
            "Номер займа;Организация;Номер;Номер платежа;Вид;Сумма;День;Отменяет;Источник;Кто;Примечание;Записано;Срок был;Срок стал;Плата за продление")
    String paymentColumns();

    @Message("Номер займа;Организация;Получатель;Счёт;Банк;БИК;Корр. счёт;ИНН;КПП;Назначение;Ссылка СБП;Изменено")
    String requisitesColumns();

    @Message("Номер;Когда;Вид;Кто;Телефон;Номер займа;Организация;Заметка")
    String contactColumns();

    @Message("Номер;О чём;Номер предмета;Когда;Источник;Состояние;Отправлено раз;Последний раз")
    String reminderColumns();

    @Message("да")
    String yes();

    @Message("нет")
    String no();

    @Message("в работе")
    String taskOpen();

    @Message("готово")
    String taskDone();

    @Message("Оплата")
    String payment();

    @Message("Отмена записи")
    String reversal();

    @Message("Исправление")
    String correction();

    @Message("на сайте")
    String onTheSite();

    @Message("в Telegram")
    String inTelegram();

    @Message("программой")
    String byProgram();

    @Message("звонок")
    String contactCall();

    @Message("звонок робота")
    String contactRobotCall();

    @Message("сообщение")
    String contactMessage();

    @Message("встреча")
    String contactMeeting();

    @Message("письмо")
    String contactLetter();

    @Message("задача")
    String aboutTask();

    @Message("платёж")
    String aboutInstallment();

    @Message("займ")
    String aboutLoan();

    @Message("платёж по плану")
    String aboutPlanned();

    @Message("по шаблону")
    String ofTemplate();

    @Message("своё")
    String custom();

    @Message("отложенное")
    String snooze();

    @Message("запланировано")
    String stateScheduled();

    @Message("отправляется")
    String stateClaimed();

    @Message("ждёт реакции")
    String stateAwaiting();

    @Message("отложено")
    String stateSnoozed();

    @Message("завершено")
    String stateDone();

    @Message("отменено")
    String stateCancelled();

    @Message("не отправлено")
    String stateFailed();

    @Message("чат недоступен")
    String stateBlocked();

    @Localized("en")
    interface English extends TableMessages {

        @Override
        @Message(
                "Id;Title;Description;Status;Importance;Due;Time;Minutes;Recurrence;Category;Completed;Deleted;Created")
        String taskColumns();

        @Override
        @Message("Task id;Task;Subtask;Completed")
        String subtaskColumns();

        @Override
        @Message("Id;Name;Colour;Icon")
        String categoryColumns();

        @Override
        @Message(
                "Id;Lender;Site;Contract;Return;Borrowed;To return;Paid;Risky;Notes;Payment methods;Deleted;Created;Contract number;Rate of a day, %;Full cost (ПСК), %;Received")
        String loanColumns();

        @Override
        @Message("Loan id;Lender;Id;Date;Sum;Removed")
        String installmentColumns();

        @Override
        @Message(
                "Loan id;Lender;Id;Instalment id;Kind;Sum;Day;Reverses;Source;Who;Note;Written;Due before;Due after;Fee for it")
        String paymentColumns();

        @Override
        @Message("Loan id;Lender;Payee;Account;Bank;BIC;Corr. account;INN;KPP;Purpose;SBP link;Changed")
        String requisitesColumns();

        @Override
        @Message("Id;When;Kind;Who;Phone;Loan id;Lender;Note")
        String contactColumns();

        @Override
        @Message("Id;About;Subject id;When;Source;State;Times sent;Last sent")
        String reminderColumns();

        @Override
        @Message("yes")
        String yes();

        @Override
        @Message("no")
        String no();

        @Override
        @Message("open")
        String taskOpen();

        @Override
        @Message("done")
        String taskDone();

        @Override
        @Message("Payment")
        String payment();

        @Override
        @Message("Reversal")
        String reversal();

        @Override
        @Message("Correction")
        String correction();

        @Override
        @Message("on the site")
        String onTheSite();

        @Override
        @Message("in Telegram")
        String inTelegram();

        @Override
        @Message("by a program")
        String byProgram();

        @Override
        @Message("call")
        String contactCall();

        @Override
        @Message("robot’s call")
        String contactRobotCall();

        @Override
        @Message("message")
        String contactMessage();

        @Override
        @Message("meeting")
        String contactMeeting();

        @Override
        @Message("letter")
        String contactLetter();

        @Override
        @Message("task")
        String aboutTask();

        @Override
        @Message("instalment")
        String aboutInstallment();

        @Override
        @Message("loan")
        String aboutLoan();

        @Override
        @Message("payment by the plan")
        String aboutPlanned();

        @Override
        @Message("template")
        String ofTemplate();

        @Override
        @Message("own")
        String custom();

        @Override
        @Message("snoozed")
        String snooze();

        @Override
        @Message("scheduled")
        String stateScheduled();

        @Override
        @Message("being sent")
        String stateClaimed();

        @Override
        @Message("waits for an answer")
        String stateAwaiting();

        @Override
        @Message("snoozed")
        String stateSnoozed();

        @Override
        @Message("done")
        String stateDone();

        @Override
        @Message("cancelled")
        String stateCancelled();

        @Override
        @Message("failed")
        String stateFailed();

        @Override
        @Message("chat blocked")
        String stateBlocked();
    }
}
