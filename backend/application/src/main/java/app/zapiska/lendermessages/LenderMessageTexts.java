package app.zapiska.lendermessages;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What a task is called that comes of a message, and what is refused. */
@MessageBundle(value = "lendermessages", locale = "ru")
public interface LenderMessageTexts {

    @Message("Заплатить")
    String pay();

    @Message("Разобраться с платной услугой")
    String service();

    @Message("Проверить, кому теперь платить")
    String cession();

    @Message("Разобраться с письмом о суде: срок ответа бывает коротким")
    String court();

    @Message("Решить, продлевать ли займ")
    String prolongation();

    @Message("Решить, соглашаться ли на предложение кредитора")
    String offer();

    @Message("Разобраться с кредитными каникулами")
    String holiday();

    @Message("Проверить, почему не прошёл платёж")
    String failed();

    @Message("Позвонить кредитору")
    String call();

    @Message("Такого займа нет: выберите другой")
    String unknownLoan();

    @Localized("en")
    interface English extends LenderMessageTexts {

        @Override
        @Message("Pay")
        String pay();

        @Override
        @Message("Sort out the paid service")
        String service();

        @Override
        @Message("Find out whom to pay now")
        String cession();

        @Override
        @Message("Deal with the letter about the court: the time to answer may be short")
        String court();

        @Override
        @Message("Decide whether to prolong the loan")
        String prolongation();

        @Override
        @Message("Decide on the lender’s proposal")
        String offer();

        @Override
        @Message("Sort out the credit holidays")
        String holiday();

        @Override
        @Message("Find out why the payment failed")
        String failed();

        @Override
        @Message("Call the lender")
        String call();

        @Override
        @Message("There is no such loan: choose another")
        String unknownLoan();
    }
}
