package app.zapiska.accounts;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words about passkeys: «ключ доступа», as phones and computers call them. */
@MessageBundle(value = "passkeys", locale = "ru")
public interface PasskeyMessages {

    @Message("Ключ доступа не подошёл. Попробуйте ещё раз или войдите с паролем.")
    String wrong();

    @Message("Этот ключ доступа здесь не действует: возможно, его удалили. Войдите с паролем.")
    String unknown();

    @Message("Прошло больше пяти минут. Попробуйте ещё раз.")
    String tooOld();

    @Message("Это подтверждение уже использовано. Попробуйте ещё раз.")
    String used();

    @Message(
            "Ключ доступа не принят: его счётчик не вырос, похоже, у ключа есть копия. Войдите с паролем и удалите этот ключ в настройках.")
    String copied();

    @Message("Ключ доступа не получился. Попробуйте ещё раз.")
    String notMade();

    @Message("Этот ключ доступа уже добавлен.")
    String alreadyThere();

    @Message("Ключей доступа не больше {most}. Удалите те, которыми не пользуетесь.")
    String tooMany(int most);

    @Message("Ключи доступа здесь не работают: для них нужен адрес с https и именем сайта.")
    String impossible();

    @Localized("en")
    interface English extends PasskeyMessages {

        @Override
        @Message("The passkey does not fit. Try again or sign in with the password.")
        String wrong();

        @Override
        @Message("This passkey does not work here: it may have been removed. Sign in with the password.")
        String unknown();

        @Override
        @Message("More than five minutes have passed. Try again.")
        String tooOld();

        @Override
        @Message("This confirmation was used already. Try again.")
        String used();

        @Override
        @Message(
                "The passkey was refused: its counter has not risen, so there seems to be a copy of it. Sign in with the password and remove this passkey in the settings.")
        String copied();

        @Override
        @Message("The passkey was not made. Try again.")
        String notMade();

        @Override
        @Message("This passkey has been added already.")
        String alreadyThere();

        @Override
        @Message("At most {most} passkeys. Remove those you don't use.")
        String tooMany(int most);

        @Override
        @Message("Passkeys do not work here: they need an address with https and the name of a site.")
        String impossible();
    }
}
