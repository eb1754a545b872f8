package app.zapiska.digests;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What is said on the day on which a loan's ceiling is reached. What a person typed never passes through here. */
@MessageBundle(value = "ceilings", locale = "ru")
public interface CeilingTexts {

    @Message("🧱 ПОТОЛОК ПО ДОГОВОРУ")
    String heading();

    @Message("Потолок по договору: {sum}.")
    String ceiling(String sum);

    @Message("Проценты, неустойка и услуги дошли до предела — {sum}.")
    String most(String sum);

    @Message("Похоже, с сегодняшнего дня, {day}, долг больше не растёт.")
    String fromToday(String day);

    @Message("Похоже, с {day} долг больше не растёт.")
    String since(String day);

    @Message("по вашим записям ничего не осталось")
    String closed();

    @Message("оплаты или условия с тех пор изменились, сколько начислено — на странице займа")
    String changed();

    @Message(
            "Посчитано по условиям, которые вы ввели, и по закону: {rule}; данные на {day}. Если кредитор начисляет дальше, проверьте договор и спросите его, как посчитано. Это не юридическая консультация.")
    String source(String rule, String day);

    @Message("Открыть займ")
    String loanButton();

    @Message("Открыть займы")
    String loansButton();

    @Localized("en")
    interface English extends CeilingTexts {

        @Override
        @Message("🧱 CEILING OF A CONTRACT")
        String heading();

        @Override
        @Message("Ceiling of the contract: {sum}.")
        String ceiling(String sum);

        @Override
        @Message("Interest, penalty and services have come to their limit, {sum}.")
        String most(String sum);

        @Override
        @Message("It looks as if the debt grows no more from today, {day}.")
        String fromToday(String day);

        @Override
        @Message("It looks as if the debt has not grown since {day}.")
        String since(String day);

        @Override
        @Message("by your records nothing is left")
        String closed();

        @Override
        @Message("payments or terms have changed since; what has accrued stands on the loan’s page")
        String changed();

        @Override
        @Message(
                "Reckoned by the terms you entered and by the law: {rule}; as of {day}. If the lender goes on charging, check the contract and ask how it was reckoned. This is no legal advice.")
        String source(String rule, String day);

        @Override
        @Message("Open the loan")
        String loanButton();

        @Override
        @Message("Open the loans")
        String loansButton();
    }
}
