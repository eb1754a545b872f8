package app.zapiska.commands;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the chat says about a lender's message. The message itself never passes through here. */
@MessageBundle(value = "lender", locale = "ru")
public interface LenderTexts {

    @Message(
            "🔒 Это код, его никому не показывайте, даже «сотруднику банка». Записка ничего из него не сохранила. Удалите сообщение и из этого чата.")
    String code();

    @Message("Похоже, кредитор напоминает о платеже")
    String due();

    @Message("Похоже, кредитор ждёт платёж сегодня")
    String today();

    @Message("Похоже, кредитор пишет о просрочке")
    String overdue();

    @Message("Похоже, платёж дошёл")
    String paid();

    @Message("Похоже, займ закрыт")
    String closed();

    @Message("Похоже, предлагают продлить займ")
    String prolongation();

    @Message("Похоже, займ продлён")
    String prolonged();

    @Message("Похоже, выдали займ")
    String issued();

    @Message("Похоже, речь о платной услуге")
    String service();

    @Message("Похоже, платёж не прошёл")
    String failed();

    @Message("Похоже, предлагают платить долг частями")
    String restructuring();

    @Message("Похоже, долг передали другому")
    String cession();

    @Message("Похоже, пишут о суде")
    String court();

    @Message("Похоже, предлагают скидку на долг")
    String discount();

    @Message("Похоже, речь о кредитных каникулах")
    String holiday();

    @Message("Похоже на рекламу")
    String offer();

    @Message("Осторожно: кто просит денег, не названо")
    String suspicious();

    @Message("{sum}, до какого дня: {day}")
    String sumBy(String sum, String day);

    @Message("До какого дня: {day}")
    String by(String day);

    @Message("{sum}, с какого дня: {day}")
    String sumSince(String sum, String day);

    @Message("С какого дня: {day}")
    String since(String day);

    @Message("{sum}, {day}")
    String sumOn(String sum, String day);

    @Message("{sum}, вернуть {back}, {day}")
    String issuedSums(String sum, String back, String day);

    @Message("{from} — {until}")
    String fromUntil(String from, String until);

    @Message("Кто пишет: {name}")
    String lender(String name);

    @Message("Записать в «{name}»? Сверьте сумму и день.")
    String record(String name);

    @Message("Кредитор называет другой остаток: в Записке после этого останется {sum}.")
    String leftAfter(String sum);

    @Message("По какому займу? Сверьте сумму и день.")
    String whichLoan();

    @Message("Подходит несколько займов.")
    String severalHint();

    @Message("Подходящего займа в Записке нет.")
    String noLoan();

    @Message("Это «{name}», но сколько заплачено, непонятно: запишите платёж на странице займа.")
    String noSum(String name);

    @Message("Это больше, чем осталось по «{name}»: {debt}. Проверьте займ.")
    String moreThanDebt(String name, String debt);

    @Message("Возможно, это уже записано: {sum}, {day}.")
    String maybeRecorded(String sum, String day);

    @Message("«{name}» у вас уже закрыт, записывать нечего.")
    String alreadyClosed(String name);

    @Message("В Записке у «{name}» то же самое, менять нечего.")
    String agrees(String name);

    @Message("В Записке у «{name}» другое: {sum}, {day}. Если прав кредитор, поправьте займ.")
    String differs(String name, String sum, String day);

    @Message("У «{name}» в Записке нет даты платежа, поэтому бот о нём не напомнит.")
    String noDate(String name);

    @Message("Похоже, это о «{name}».")
    String aboutLoan(String name);

    @Message("Добавьте займ, и бот напомнит о возврате.")
    String issuedHint();

    @Message("Такой займ уже есть: «{name}».")
    String issuedKnown(String name);

    @Message("Записывать нечего.")
    String offerHint();

    @Message("Не переходите по ссылке. Сначала позвоните кредитору по номеру из договора.")
    String suspiciousHint();

    @Message("Записать платёж {sum} · {name}")
    String payButton(String sum, String name);

    @Message("Записать ещё раз {sum} · {name}")
    String againButton(String sum, String name);

    @Message("Открыть · {name}")
    String openButton(String name);

    @Message("Новый займ")
    String newButton();

    @Message("Добавить как дело")
    String taskButton();

    @Message("Не то")
    String notButton();

    @Message("На это сообщение уже ответили, второй раз ничего не записано.")
    String answered();

    @Message("Кнопка устарела, ничего не записано. Перешлите сообщение ещё раз.")
    String stale();

    @Message("Такой платёж уже записан или займ уже закрыт. Ничего не добавлено.")
    String alreadyThere();

    @Message("Это больше, чем теперь осталось по займу. Ничего не записано.")
    String tooMuch();

    @Message("Займ с тех пор изменился: на этот день платёж не записать. Ничего не записано.")
    String changed();

    @Message("Этого займа больше нет. Ничего не записано.")
    String gone();

    @Localized("en")
    interface English extends LenderTexts {

        @Override
        @Message(
                "🔒 This is a code: show it to nobody, not even to “the bank’s staff”. Nothing of it was kept. Delete the message from this chat, too.")
        String code();

        @Override
        @Message("It looks like a lender’s reminder of a payment")
        String due();

        @Override
        @Message("It looks like a lender waits for a payment today")
        String today();

        @Override
        @Message("It looks like a lender writes of a delay")
        String overdue();

        @Override
        @Message("It looks like a payment has arrived")
        String paid();

        @Override
        @Message("It looks like a loan is closed")
        String closed();

        @Override
        @Message("It looks like an offer to prolong a loan")
        String prolongation();

        @Override
        @Message("It looks like a loan was prolonged")
        String prolonged();

        @Override
        @Message("It looks like a loan was paid out")
        String issued();

        @Override
        @Message("It looks like a paid service")
        String service();

        @Override
        @Message("It looks like a payment has failed")
        String failed();

        @Override
        @Message("It looks like an offer to pay in parts")
        String restructuring();

        @Override
        @Message("It looks like the debt was passed on")
        String cession();

        @Override
        @Message("It looks like it is about a court")
        String court();

        @Override
        @Message("It looks like a discount on a debt")
        String discount();

        @Override
        @Message("It looks like credit holidays")
        String holiday();

        @Override
        @Message("It looks like an advertisement")
        String offer();

        @Override
        @Message("Careful: it does not say who asks for money")
        String suspicious();

        @Override
        @Message("{sum}, by: {day}")
        String sumBy(String sum, String day);

        @Override
        @Message("By: {day}")
        String by(String day);

        @Override
        @Message("{sum}, since: {day}")
        String sumSince(String sum, String day);

        @Override
        @Message("Since: {day}")
        String since(String day);

        @Override
        @Message("{sum}, {day}")
        String sumOn(String sum, String day);

        @Override
        @Message("{sum}, {back} to be returned, {day}")
        String issuedSums(String sum, String back, String day);

        @Override
        @Message("{from} – {until}")
        String fromUntil(String from, String until);

        @Override
        @Message("From: {name}")
        String lender(String name);

        @Override
        @Message("Write it down for “{name}”? Check the sum and the day.")
        String record(String name);

        @Override
        @Message("The lender names another rest: here {sum} would be left.")
        String leftAfter(String sum);

        @Override
        @Message("For which loan? Check the sum and the day.")
        String whichLoan();

        @Override
        @Message("Several loans fit.")
        String severalHint();

        @Override
        @Message("There is no loan here that fits.")
        String noLoan();

        @Override
        @Message("This is “{name}”, but how much was paid is not clear: write it down on the loan’s page.")
        String noSum(String name);

        @Override
        @Message("This is more than what is left of “{name}”: {debt}. Check the loan.")
        String moreThanDebt(String name, String debt);

        @Override
        @Message("This may be written down already: {sum}, {day}.")
        String maybeRecorded(String sum, String day);

        @Override
        @Message("“{name}” is closed already, there is nothing to write down.")
        String alreadyClosed(String name);

        @Override
        @Message("“{name}” says the same here, there is nothing to change.")
        String agrees(String name);

        @Override
        @Message("“{name}” says otherwise here: {sum}, {day}. If the lender is right, change the loan.")
        String differs(String name, String sum, String day);

        @Override
        @Message("“{name}” has no date of payment here, so the bot won’t remind of it.")
        String noDate(String name);

        @Override
        @Message("This seems to be about “{name}”.")
        String aboutLoan(String name);

        @Override
        @Message("Add the loan, and the bot will remind of the return.")
        String issuedHint();

        @Override
        @Message("This loan is there already: “{name}”.")
        String issuedKnown(String name);

        @Override
        @Message("There is nothing to write down.")
        String offerHint();

        @Override
        @Message("Don’t follow the link. Call the lender first, by the number in the contract.")
        String suspiciousHint();

        @Override
        @Message("Record {sum} · {name}")
        String payButton(String sum, String name);

        @Override
        @Message("Record once more {sum} · {name}")
        String againButton(String sum, String name);

        @Override
        @Message("Open · {name}")
        String openButton(String name);

        @Override
        @Message("New loan")
        String newButton();

        @Override
        @Message("Add as a task")
        String taskButton();

        @Override
        @Message("Not that")
        String notButton();

        @Override
        @Message("This message is answered already, nothing was written twice.")
        String answered();

        @Override
        @Message("The button is out of date, nothing was recorded. Forward the message again.")
        String stale();

        @Override
        @Message("Such a payment is there already, or the loan is closed. Nothing was added.")
        String alreadyThere();

        @Override
        @Message("This is more than what is left of the loan now. Nothing was recorded.")
        String tooMuch();

        @Override
        @Message("The loan has changed since: no payment can be dated so. Nothing was recorded.")
        String changed();

        @Override
        @Message("This loan is gone. Nothing was recorded.")
        String gone();
    }
}
