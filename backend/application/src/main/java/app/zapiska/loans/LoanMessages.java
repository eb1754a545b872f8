package app.zapiska.loans;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the feature says when it refuses. */
@MessageBundle(value = "loans", locale = "ru")
public interface LoanMessages {

    @Message("Нужен адрес вида https://bank.ru, без пароля и пробелов")
    String badWebsite();

    @Message("В начале адреса не хватает https:// — нужно так: https://bank.ru")
    String websiteWithoutScheme();

    @Message("Срок раньше даты договора")
    String dueBeforeLoan();

    @Message("Дата договора позже одного из платежей")
    String loanAfterInstallment();

    @Message("В этом займе нет такого платежа, или он назван дважды")
    String unknownInstallment();

    @Message("Все платежи вместе больше {most}")
    String scheduleTooBig(String most);

    @Message("Больше {most} платежей в одном графике быть не может")
    String tooManyInstallments(int most);

    @Message("Меньше, чем уже оплачено: {paid}. Сначала отмените лишние оплаты.")
    String lessThanPaid(String paid);

    @Message("По этому платежу есть оплата. Сначала отмените её, потом удаляйте платёж.")
    String removesPaidInstallment();

    @Message("Дата оплаты не может быть в будущем: выберите сегодняшний день или раньше")
    String paidInFuture();

    @Message("Раньше даты договора")
    String paidBeforeLoan();

    @Message("Этот платёж уже оплачен.")
    String installmentPaid();

    @Message("Этот займ уже оплачен.")
    String loanPaid();

    @Message("Больше, чем осталось заплатить: {remaining}")
    String moreThanOwed(String remaining);

    @Message("Отмену нельзя отменить: запишите оплату заново.")
    String reversalOfReversal();

    @Message("Эта запись уже отменена.")
    String reversedBefore();

    @Message("По этому платежу нечего отменять: отдельных оплат за него нет.")
    String nothingToReverse();

    @Message("На столько платежей эту сумму не разделить: вышло бы меньше копейки")
    String tooSmallToDivide();

    @Message("Деньги приходят не раньше даты договора")
    String receivedBeforeLoan();

    @Message("Укажите, на какой день просрочки льготная ставка пропадает")
    String promoWithoutDay();

    @Message("Укажите льготную ставку или уберите день, когда она пропадает")
    String promoWithoutRate();

    @Message("Льготная ставка выше обычной")
    String promoAboveRate();

    @Message("Выберите, как считается неустойка: процент в год или в день")
    String penaltyWithoutKind();

    @Message("Не позже чем через {years} лет от сегодняшнего дня")
    String tooFarToReckon(int years);

    @Message("Платёж должен быть позже дня, когда получены деньги")
    String paidByReceipt();

    @Message("Удержано столько же или больше, чем выдано: проверьте суммы")
    String withheldAll();

    @Message("По таким платежам ПСК не находится: проверьте суммы и даты")
    String noFullCost();

    @Message("Сегодня или в течение месяца")
    String budgetWithinAMonth();

    @Message("Меньше нуля быть не может")
    String belowZero();

    @Message("Продлить можно последний платёж: сначала оплатите или перенесите остальные.")
    String prolongsTheLast();

    @Message("У займа нет срока: сначала укажите, до какого дня его вернуть.")
    String prolongsWithoutDate();

    @Message("Новый срок — позже прежнего и позже дня оплаты")
    String notLater();

    @Message("Займ продлили позже этого дня: укажите день не раньше последнего продления")
    String prolongedLater();

    @Message("Плата за продление больше всей оплаты")
    String feeAbovePayment();

    @Message("Плата за продление не может быть меньше нуля")
    String feeBelowZero();

    @Message("Без условий договора сумму не посчитать: впишите её")
    String sumNotReckoned();

    @Message("По расчёту платить нечего: впишите сумму или просто перенесите срок")
    String nothingToProlongBy();

    @Message("По расчёту этого хватает, чтобы закрыть займ: запишите оплату или впишите, сколько останется")
    String closesTheLoan();

    @Message("После этого займ продлили ещё раз. Сначала отмените последнее продление.")
    String prolongedAgain();

    @Message("После продления записаны ещё оплаты, и без него их больше, чем нужно. Сначала отмените их.")
    String paidSinceProlonged();

    @Localized("en")
    interface English extends LoanMessages {
        @Message("Must be an address such as https://bank.com, without a password or spaces")
        String badWebsite();

        @Message("https:// is missing in front of the address: write it like https://bank.com")
        String websiteWithoutScheme();

        @Message("Due before the date of the contract")
        String dueBeforeLoan();

        @Message("The date of the contract is after one of the payments")
        String loanAfterInstallment();

        @Message("The loan has no such payment, or it is named twice")
        String unknownInstallment();

        @Message("All payments together are more than {most}")
        String scheduleTooBig(String most);

        @Message("A schedule can't have more than {most} payments")
        String tooManyInstallments(int most);

        @Message("Less than is paid already: {paid}. Reverse what was paid too much first.")
        String lessThanPaid(String paid);

        @Message("Money was paid for this payment. Reverse that before deleting it.")
        String removesPaidInstallment();

        @Message("A payment can't be dated in the future: choose today or an earlier day")
        String paidInFuture();

        @Message("Before the date of the contract")
        String paidBeforeLoan();

        @Message("This payment is paid already.")
        String installmentPaid();

        @Message("This loan is paid already.")
        String loanPaid();

        @Message("More than is left to pay: {remaining}")
        String moreThanOwed(String remaining);

        @Message("A reversal can't be reversed: write the payment down again.")
        String reversalOfReversal();

        @Message("This entry is reversed already.")
        String reversedBefore();

        @Message("There is nothing to reverse: no money was paid for this payment alone.")
        String nothingToReverse();

        @Message("The sum does not divide into so many payments: each would be less than 0.01")
        String tooSmallToDivide();

        @Message("The money does not come before the date of the contract")
        String receivedBeforeLoan();

        @Message("Say on which day of a delay the promo rate is lost")
        String promoWithoutDay();

        @Message("Say the promo rate, or remove the day on which it is lost")
        String promoWithoutRate();

        @Message("The promo rate is above the usual one")
        String promoAboveRate();

        @Message("Choose how the penalty is counted: per cent a year or a day")
        String penaltyWithoutKind();

        @Message("At most {years} years from today")
        String tooFarToReckon(int years);

        @Message("A payment must be later than the day on which the money came")
        String paidByReceipt();

        @Message("As much is withheld as was given, or more: check the sums")
        String withheldAll();

        @Message("No full cost fits these payments: check sums and dates")
        String noFullCost();

        @Message("Today or within a month")
        String budgetWithinAMonth();

        @Message("Can't be below zero")
        String belowZero();

        @Message("Only the last payment can be prolonged: pay or move the others first.")
        String prolongsTheLast();

        @Message("The loan has no date: say first until when it is to be returned.")
        String prolongsWithoutDate();

        @Message("The new date must be after the old one and after the day of the payment")
        String notLater();

        @Message("The loan was prolonged after this day: choose one not before the last time")
        String prolongedLater();

        @Message("The fee is more than the whole payment")
        String feeAbovePayment();

        @Message("The fee can't be below zero")
        String feeBelowZero();

        @Message("Without the contract's terms the sum can't be worked out: write it")
        String sumNotReckoned();

        @Message("By the reckoning there is nothing to pay: write a sum, or just move the date")
        String nothingToProlongBy();

        @Message("By the reckoning this closes the loan: write a payment down, or say how much is left")
        String closesTheLoan();

        @Message("The loan was prolonged again after this. Take the last time back first.")
        String prolongedAgain();

        @Message("Payments were written down since, more than was planned before. Reverse them first.")
        String paidSinceProlonged();
    }
}
