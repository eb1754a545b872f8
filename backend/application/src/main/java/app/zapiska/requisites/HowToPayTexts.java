package app.zapiska.requisites;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the chat says about how a payment is made. What a person typed never passes through here. */
@MessageBundle(value = "how_to_pay", locale = "ru")
public interface HowToPayTexts {

    @Message("К оплате: {sum}")
    String sum(String sum);

    @Message("срок {day}")
    String due(String day);

    @Message("по плану {day}, раньше срока")
    String byPlan(String day);

    @Message("Нажмите на строку, чтобы скопировать её.")
    String copyHint();

    @Message("Получатель")
    String name();

    @Message("Счёт")
    String account();

    @Message("Банк")
    String bank();

    @Message("БИК")
    String bic();

    @Message("Корр. счёт")
    String correspondentAccount();

    @Message("ИНН")
    String inn();

    @Message("КПП")
    String kpp();

    @Message("Назначение")
    String purpose();

    @Message("Проверьте получателя и сумму в приложении банка.")
    String check();

    @Message("⚠️ Перевод по реквизитам идёт до трёх рабочих дней и может опоздать.")
    String mayBeLate();

    @Message("⚡ Оплатить по СБП")
    String sbpButton();

    @Message("🔗 Кабинет")
    String portalButton();

    @Message("Этого платежа больше нет")
    String gone();

    @Message("Уже оплачено")
    String alreadyPaid();

    @Message("Реквизиты убраны. Добавьте их на странице займа.")
    String nothingWritten();

    @Localized("en")
    interface English extends HowToPayTexts {

        @Override
        @Message("To pay: {sum}")
        String sum(String sum);

        @Override
        @Message("due {day}")
        String due(String day);

        @Override
        @Message("by the plan {day}, before it is due")
        String byPlan(String day);

        @Override
        @Message("Tap a line to copy it.")
        String copyHint();

        @Override
        @Message("Payee")
        String name();

        @Override
        @Message("Account")
        String account();

        @Override
        @Message("Bank")
        String bank();

        @Override
        @Message("BIC")
        String bic();

        @Override
        @Message("Corr. account")
        String correspondentAccount();

        @Override
        @Message("INN")
        String inn();

        @Override
        @Message("KPP")
        String kpp();

        @Override
        @Message("Purpose")
        String purpose();

        @Override
        @Message("Check the payee and the sum in the bank’s app.")
        String check();

        @Override
        @Message("⚠️ A transfer takes up to three working days and may come too late.")
        String mayBeLate();

        @Override
        @Message("⚡ Pay by SBP")
        String sbpButton();

        @Override
        @Message("🔗 Site")
        String portalButton();

        @Override
        @Message("This payment no longer exists")
        String gone();

        @Override
        @Message("Already paid")
        String alreadyPaid();

        @Override
        @Message("The requisites are gone. Add them on the loan’s page.")
        String nothingWritten();
    }
}
