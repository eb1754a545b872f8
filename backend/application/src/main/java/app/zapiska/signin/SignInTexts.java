package app.zapiska.signin;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Signing in from Telegram: what the bot says and what the page says. */
@MessageBundle(value = "signIn", locale = "ru")
public interface SignInTexts {

    @Message("вход на страницу без пароля")
    String description();

    @Message(
            "🔑 Вход без пароля\n\nОткройте ссылку в том браузере, где хотите войти, и нажмите «Войти»:\n{address}\n\nОна действует 5 минут и один раз. Никому её не пересылайте: кто откроет, тот и войдёт.")
    String link(String address);

    @Message("Открыть страницу входа")
    String linkButton();

    @Message("Ссылку для входа я даю только в личном чате: в группе её увидят все.")
    String onlyInPrivate();

    @Message("За последний час было уже {most} ссылок для входа. Попробуйте позже.")
    String tooManyLinks(int most);

    @Message("✅ По этой ссылке вошли: {at}.\n\nНе вы? Завершите этот сеанс: «Настройки» → «Вход и безопасность».")
    String usedMessage(String at);

    @Message("Эта ссылка для входа больше не действует: есть новее.")
    String replacedMessage();

    @Message("Эта ссылка для входа больше не действует: прошло 5 минут. Новая — /login.")
    String expiredMessage();

    @Message("Такой ссылки для входа нет. Скопируйте её из чата целиком или попросите новую: команда /login.")
    String linkUnknown();

    @Message("По этой ссылке уже вошли, а действует она один раз. Новую даст бот: команда /login.")
    String linkUsed();

    @Message("В чате есть ссылка новее, действует только она.")
    String linkReplaced();

    @Message("Прошло больше 5 минут, и ссылка больше не действует. Новую даст бот: команда /login.")
    String linkExpired();

    @Message("Чат, в который пришла ссылка, больше не привязан. Войдите паролем и привяжите чат в настройках.")
    String linkOfAnotherChat();

    @Message("Telegram не подтвердил, кто вы. Закройте Записную книжку и откройте её в Telegram снова.")
    String dataForged();

    @Message("Telegram подтвердил, кто вы, слишком давно. Закройте Записную книжку и откройте её в Telegram снова.")
    String dataOld();

    @Message("Часы сервера отстают от часов Telegram, поэтому вход не принят. Сообщите тому, кто им управляет.")
    String dataFromFuture();

    @Message("С этим подтверждением уже вошли. Закройте Записную книжку и откройте её в Telegram снова.")
    String dataUsed();

    @Message("Этот Telegram не привязан ни к одной записной книжке.")
    String notLinked();

    @Localized("en")
    interface English extends SignInTexts {

        @Override
        @Message("sign in to the page without a password")
        String description();

        @Override
        @Message(
                "🔑 Signing in without a password\n\nOpen the link in the browser where you want to sign in, and press “Sign in”:\n{address}\n\nIt works for 5 minutes, once. Send it to nobody: whoever opens it gets in.")
        String link(String address);

        @Override
        @Message("Open the sign-in page")
        String linkButton();

        @Override
        @Message("I give sign-in links in a private chat only: in a group everybody would see it.")
        String onlyInPrivate();

        @Override
        @Message("There were {most} sign-in links in the last hour already. Try again later.")
        String tooManyLinks(int most);

        @Override
        @Message(
                "✅ This link has been used to sign in: {at}.\n\nNot you? End that session: “Settings” → “Sign-in and security”.")
        String usedMessage(String at);

        @Override
        @Message("This sign-in link no longer works: there is a newer one.")
        String replacedMessage();

        @Override
        @Message("This sign-in link no longer works: 5 minutes have passed. A new one: /login.")
        String expiredMessage();

        @Override
        @Message(
                "There is no such sign-in link. Copy all of it from the chat, or ask for a new one: the command /login.")
        String linkUnknown();

        @Override
        @Message("This link has been used, and it works once. The bot gives a new one: the command /login.")
        String linkUsed();

        @Override
        @Message("There is a newer link in the chat; only that one works.")
        String linkReplaced();

        @Override
        @Message(
                "More than 5 minutes have passed, and the link no longer works. The bot gives a new one: the command /login.")
        String linkExpired();

        @Override
        @Message(
                "The chat this link came to is no longer linked. Sign in with your password and link the chat in the settings.")
        String linkOfAnotherChat();

        @Override
        @Message("Telegram has not confirmed who you are. Close Zapiska and open it in Telegram again.")
        String dataForged();

        @Override
        @Message("Telegram confirmed who you are too long ago. Close Zapiska and open it in Telegram again.")
        String dataOld();

        @Override
        @Message(
                "The server's clock is behind Telegram's, so the sign-in was not accepted. Tell whoever runs the server.")
        String dataFromFuture();

        @Override
        @Message("This confirmation has been used to sign in already. Close Zapiska and open it in Telegram again.")
        String dataUsed();

        @Override
        @Message("This Telegram is not linked to any notebook.")
        String notLinked();
    }
}
