package app.zapiska.requisites;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What is wrong with requisites or missing in them, and why there is no code. */
@MessageBundle(value = "requisites", locale = "ru")
public interface RequisitesMessages {

    @Message("Проверьте счёт: он не подходит к этому БИК")
    String wrongAccount();

    @Message("Проверьте корреспондентский счёт: он не подходит к этому БИК")
    String wrongCorrespondentAccount();

    @Message("Проверьте счёт: в нём должно быть 20 знаков")
    String malformedAccount();

    @Message("Проверьте БИК: в нём должно быть 9 цифр")
    String malformedBic();

    @Message("Проверьте ИНН: в нём должно быть 10 или 12 цифр")
    String malformedInn();

    @Message("Проверьте КПП: в нём должно быть 9 знаков")
    String malformedKpp();

    @Message("Сверьте ИНН с договором: в нём, похоже, опечатка")
    String doubtfulInn();

    @Message("Нужна ссылка СБП: она начинается с https://qr.nspk.ru/")
    String badSbpLink();

    @Message("Впишите получателя: без него QR-код не составить")
    String noName();

    @Message("Впишите номер счёта: без него QR-код не составить")
    String noAccount();

    @Message("Впишите название банка: без него QR-код не составить")
    String noBank();

    @Message("Впишите БИК: без него QR-код не составить")
    String noBic();

    @Message("Впишите корреспондентский счёт: без него QR-код не составить")
    String noCorrespondentAccount();

    @Message("Для QR-кода название банка должно быть не длиннее 45 знаков: сократите его")
    String longBank();

    @Message("Для QR-кода здесь должно быть не больше 160 знаков: сократите")
    String longForCode();

    @Message("Чтобы составить QR-код, дополните реквизиты")
    String notComplete();

    @Message("QR-код не получается: сократите название получателя или банка")
    String tooLong();

    @Message("QR-код для оплаты бывает только в рублях, а в настройках выбрана другая валюта")
    String onlyRoubles();

    @Message("Сейчас платить нечего: укажите сумму")
    String nothingDue();

    @Message("Укажите сумму больше нуля, не больше двух цифр после точки")
    String badAmount();

    @Localized("en")
    interface English extends RequisitesMessages {

        @Override
        @Message("Check the account: it does not go with this BIC")
        String wrongAccount();

        @Override
        @Message("Check the correspondent account: it does not go with this BIC")
        String wrongCorrespondentAccount();

        @Override
        @Message("Check the account: it must have 20 characters")
        String malformedAccount();

        @Override
        @Message("Check the BIC: it must have 9 digits")
        String malformedBic();

        @Override
        @Message("Check the INN: it must have 10 or 12 digits")
        String malformedInn();

        @Override
        @Message("Check the KPP: it must have 9 characters")
        String malformedKpp();

        @Override
        @Message("Compare the INN with the contract: it looks mistyped")
        String doubtfulInn();

        @Override
        @Message("This must be an SBP link: they begin with https://qr.nspk.ru/")
        String badSbpLink();

        @Override
        @Message("Fill in the payee: there is no QR code without it")
        String noName();

        @Override
        @Message("Fill in the account: there is no QR code without it")
        String noAccount();

        @Override
        @Message("Fill in the bank’s name: there is no QR code without it")
        String noBank();

        @Override
        @Message("Fill in the BIC: there is no QR code without it")
        String noBic();

        @Override
        @Message("Fill in the correspondent account: there is no QR code without it")
        String noCorrespondentAccount();

        @Override
        @Message("For a QR code the bank’s name may have 45 characters at most: shorten it")
        String longBank();

        @Override
        @Message("For a QR code this may have 160 characters at most: shorten it")
        String longForCode();

        @Override
        @Message("Complete the requisites to get a QR code")
        String notComplete();

        @Override
        @Message("There can be no QR code: shorten the payee’s or the bank’s name")
        String tooLong();

        @Override
        @Message("QR codes for payments are in roubles only, and the settings name another currency")
        String onlyRoubles();

        @Override
        @Message("Nothing is due now: name a sum")
        String nothingDue();

        @Override
        @Message("Name a sum above zero with two decimals at most")
        String badAmount();
    }
}
