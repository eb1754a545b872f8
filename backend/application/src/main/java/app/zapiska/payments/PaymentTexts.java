package app.zapiska.payments;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the chat says about money. What a person typed never passes through here. */
@MessageBundle(value = "payments", locale = "ru")
public interface PaymentTexts {

    @Message("Оплачено {sum}")
    String paidToast(String sum);

    @Message("Уже оплачено")
    String alreadyPaidToast();

    @Message("Сумма изменилась: осталось {sum}")
    String changedToast(String sum);

    @Message("Запись отменена: {sum}")
    String takenBackToast(String sum);

    @Message("Запись уже отменена")
    String alreadyTakenBackToast();

    @Message("Этого платежа больше нет")
    String gone();

    @Message("Напишите сумму ответом на вопрос")
    String askedToast();

    @Message("Осталось {sum}. Сколько вы заплатили?")
    String question(String sum);

    @Message("Ответьте на это сообщение суммой, например 3 000 или 3 000,50. Вопрос ждёт ответа час.")
    String questionHint();

    @Message("Например, 3 000,50")
    String placeholder();

    @Message(
            "Не понимаю эту сумму. Напишите число больше нуля, не больше двух цифр после запятой, например 3 000 или 3 000,50. Ничего не записано, вопрос ещё ждёт ответа.")
    String notSum();

    @Message(
            "Это больше, чем осталось: {remaining}. Напишите сумму не больше этой. Ничего не записано, вопрос ещё ждёт ответа.")
    String tooMuch(String remaining);

    @Message("Вопрос устарел, ничего не записано. Нажмите «Другая сумма» ещё раз.")
    String expired();

    @Message("Этот вопрос больше не ждёт ответа, ничего не записано. Нажмите «Другая сумма» ещё раз.")
    String questionOver();

    @Message("Записано {sum}.")
    String written(String sum);

    @Message("Осталось {remaining}.")
    String left(String remaining);

    @Message("Платёж закрыт ✅")
    String closed();

    @Message("Запись отменена: {sum}.")
    String takenBack(String sum);

    @Localized("en")
    interface English extends PaymentTexts {

        @Override
        @Message("Paid {sum}")
        String paidToast(String sum);

        @Override
        @Message("Already paid")
        String alreadyPaidToast();

        @Override
        @Message("The amount has changed: {sum} left")
        String changedToast(String sum);

        @Override
        @Message("Entry undone: {sum}")
        String takenBackToast(String sum);

        @Override
        @Message("Entry already undone")
        String alreadyTakenBackToast();

        @Override
        @Message("This payment no longer exists")
        String gone();

        @Override
        @Message("Answer the question with an amount")
        String askedToast();

        @Override
        @Message("{sum} left. How much have you paid?")
        String question(String sum);

        @Override
        @Message("Answer this message with an amount, such as 3000 or 3000.50. The question waits for an hour.")
        String questionHint();

        @Override
        @Message("For example, 3000.50")
        String placeholder();

        @Override
        @Message(
                "I don’t understand this amount. Write a number above zero with at most two decimals, such as 3000 or 3000.50. Nothing was recorded, the question still waits.")
        String notSum();

        @Override
        @Message(
                "That is more than what is left: {remaining}. Write an amount up to that. Nothing was recorded, the question still waits.")
        String tooMuch(String remaining);

        @Override
        @Message("The question has expired, nothing was recorded. Press “Another amount” again.")
        String expired();

        @Override
        @Message("This question is no longer waiting, nothing was recorded. Press “Another amount” again.")
        String questionOver();

        @Override
        @Message("Recorded {sum}.")
        String written(String sum);

        @Override
        @Message("{remaining} left.")
        String left(String remaining);

        @Override
        @Message("This payment is settled ✅")
        String closed();

        @Override
        @Message("Entry undone: {sum}.")
        String takenBack(String sum);
    }
}
