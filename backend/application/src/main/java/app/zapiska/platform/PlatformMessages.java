package app.zapiska.platform;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words for what can go wrong anywhere. */
@MessageBundle(value = "platform", locale = "ru")
public interface PlatformMessages {

    @Message("Проверьте введённое")
    String validation();

    @Message("Некоторые поля заполнены неверно.")
    String validationDetail();

    @Message("Нужно войти")
    String unauthenticated();

    @Message("Войдите, чтобы продолжить.")
    String unauthenticatedDetail();

    @Message("Неверный пароль")
    String wrongPassword();

    @Message("Нужен код второго шага")
    String secondFactorNeeded();

    @Message(
            "Пароль верен. Введите ещё код из приложения или код восстановления. Программам вместо пароля нужен личный ключ.")
    String secondFactorNeededDetail();

    @Message("Код не подошёл")
    String wrongCode();

    @Message("Нет доступа")
    String forbidden();

    @Message("У вас нет права на это действие.")
    String forbiddenDetail();

    @Message("Запрос пришёл с чужой страницы")
    String csrf();

    @Message("Запрос отклонён: так меняют данные только со страниц самой программы. Обновите страницу и повторите.")
    String csrfDetail();

    @Message("Не найдено")
    String notFound();

    @Message("Здесь ничего нет: возможно, это уже удалено.")
    String notFoundDetail();

    @Message("Так нельзя")
    String methodNotAllowed();

    @Message("По этому адресу такой запрос не выполняется.")
    String methodNotAllowedDetail();

    @Message("Нет такого представления")
    String notAcceptable();

    @Message("Ответ есть только в виде JSON.")
    String notAcceptableDetail();

    @Message("Сейчас так нельзя")
    String conflict();

    @Message("Это противоречит тому, что уже записано.")
    String conflictDetail();

    @Message("Уже нельзя")
    String gone();

    @Message("Это было возможно, но время прошло.")
    String goneDetail();

    @Message("Уже изменено")
    String stale();

    @Message("Пока вы правили, это изменили в другом месте. Ниже — как оно выглядит сейчас.")
    String staleDetail();

    @Message("Данные не пришли")
    String tooSlow();

    @Message("Данные не пришли целиком за отведённое время. Повторите запрос.")
    String tooSlowDetail();

    @Message("Слишком много данных")
    String tooLarge();

    @Message("Запрос больше допустимого размера.")
    String tooLargeDetail();

    @Message("Слишком длинный адрес")
    String uriTooLong();

    @Message("Адрес запроса длиннее допустимого. Сократите его.")
    String uriTooLongDetail();

    @Message("Неверный вид данных")
    String unsupportedMediaType();

    @Message("Данные принимаются только в виде JSON (Content-Type: application/json).")
    String unsupportedMediaTypeDetail();

    @Message("Ключ уже использован")
    String keyReused();

    @Message("С этим Idempotency-Key уже приходил другой запрос.")
    String keyReusedDetail();

    @Message("Нечего менять")
    String preconditionRequired();

    @Message("Нужен заголовок If-Match с версией, которую вы видели.")
    String preconditionRequiredDetail();

    @Message("Вход временно закрыт")
    String locked();

    @Message("Слишком часто")
    String rateLimited();

    @Message("Слишком много запросов. Подождите немного.")
    String rateLimitedDetail();

    @Message("Ошибка программы")
    String internal();

    @Message("Что-то сломалось на нашей стороне. Попробуйте ещё раз.")
    String internalDetail();

    @Message("Временно недоступно")
    String unavailable();

    @Message("Сервис сейчас не может ответить. Попробуйте через минуту.")
    String unavailableDetail();

    @Message("Слишком много запросов. Подождите {seconds} с.")
    String retryAfter(long seconds);

    @Message("Это поле не меняют: пришлите его таким, каким получили, или не присылайте.")
    String readOnly();

    @Message("Неправильный JSON.")
    String malformedJson();

    @Message("Нужны данные в виде JSON.")
    String missingBody();

    @Message("JSON слишком глубокий или слишком велик.")
    String excessiveJson();

    @Message("Такого поля нет")
    String unknownField();

    @Message("Поле повторяется")
    String repeatedField();

    @Message("Нужен текст")
    String notText();

    @Message("Нужно число")
    String notNumber();

    @Message("Нужно целое число")
    String notInteger();

    @Message("Число слишком велико")
    String numberTooBig();

    @Message("Нужно true или false")
    String notBoolean();

    @Message("Нужна дата вида 2026-11-21")
    String notDate();

    @Message("Нужны дата и время вида 2026-11-21T18:00")
    String notDateTime();

    @Message("Нужно время вида 18:00")
    String notTime();

    @Message("Нужна дата вида 2026-11-21 или с временем: 2026-11-21T18:00")
    String notDateOrDateTime();

    @Message("Год должен быть от {from} до {to}")
    String yearOutOfRange(int from, int to);

    @Message("Нужен список")
    String notList();

    @Message("Неверное значение")
    String wrongValue();

    @Message("Возможны только: {values}")
    String notOneOf(String values);

    @Message("Обязательное поле")
    String required();

    @Message("В тексте есть недопустимые символы")
    String controlCharacters();

    @Message("Здесь нужна одна строка")
    String notOneLine();

    @Message("Здесь только невидимые символы: напишите то, что можно прочитать")
    String invisible();

    @Message("Не больше {max} знаков")
    String tooLong(int max);

    @Message("Не меньше {min} знаков")
    String tooShort(int min);

    @Message("От {min} до {max}")
    String outOfRange(long min, long max);

    @Message("Не меньше {min}")
    String tooSmall(String min);

    @Message("Не больше {max}")
    String tooBig(String max);

    @Message("Не больше {max} в списке")
    String tooMany(int max);

    @Message("Не меньше {min} в списке")
    String tooFew(int min);

    @Message("Знаков после запятой — не больше {most}")
    String tooManyDigits(int most);

    @Message("Нужна сумма вида 5056.00")
    String notMoney();

    @Message("Не больше двух знаков после точки: 5056.00")
    String tooManyDecimals();

    @Message("Сумма должна быть не больше {most}")
    String tooMuchMoney(String most);

    @Message("Сумма должна быть больше нуля")
    String notAboveZero();

    @Message("Такой страницы списка нет: начните сначала")
    String badCursor();

    @Message("Idempotency-Key — от 1 до 64 печатных латинских знаков")
    String badIdempotencyKey();

    @Message("Первый такой запрос ещё выполняется.")
    String stillRunning();

    @Message("Этот запрос уже изменил данные, потерялся только ответ. Обновите страницу и посмотрите, что получилось.")
    String doneButAnswerLost();

    @Localized("en")
    interface English extends PlatformMessages {
        @Message("Check what you entered")
        String validation();

        @Message("Some fields are not right.")
        String validationDetail();

        @Message("Sign in")
        String unauthenticated();

        @Message("Sign in to continue.")
        String unauthenticatedDetail();

        @Message("Wrong password")
        String wrongPassword();

        @Message("A code of the second step is needed")
        String secondFactorNeeded();

        @Message(
                "The password is right. Enter a code of the app or a recovery code as well. Programs use a personal token instead of a password.")
        String secondFactorNeededDetail();

        @Message("The code does not fit")
        String wrongCode();

        @Message("No access")
        String forbidden();

        @Message("You are not allowed to do this.")
        String forbiddenDetail();

        @Message("The request came from a foreign page")
        String csrf();

        @Message("Refused: data is changed only from the program's own pages. Reload the page and try again.")
        String csrfDetail();

        @Message("Not found")
        String notFound();

        @Message("There is nothing here; it may have been deleted.")
        String notFoundDetail();

        @Message("Not possible")
        String methodNotAllowed();

        @Message("This address does not take such a request.")
        String methodNotAllowedDetail();

        @Message("No such representation")
        String notAcceptable();

        @Message("The answer comes as JSON only.")
        String notAcceptableDetail();

        @Message("Not possible now")
        String conflict();

        @Message("This contradicts what is already recorded.")
        String conflictDetail();

        @Message("No longer possible")
        String gone();

        @Message("This was possible, but its time has passed.")
        String goneDetail();

        @Message("Changed meanwhile")
        String stale();

        @Message("While you were editing, it was changed elsewhere. Below is what it looks like now.")
        String staleDetail();

        @Message("The data did not come")
        String tooSlow();

        @Message("The data did not come whole in time. Repeat the request.")
        String tooSlowDetail();

        @Message("Too much data")
        String tooLarge();

        @Message("The request is larger than allowed.")
        String tooLargeDetail();

        @Message("The address is too long")
        String uriTooLong();

        @Message("The address of the request is longer than allowed. Shorten it.")
        String uriTooLongDetail();

        @Message("Wrong kind of data")
        String unsupportedMediaType();

        @Message("Data is taken as JSON only (Content-Type: application/json).")
        String unsupportedMediaTypeDetail();

        @Message("The key is used")
        String keyReused();

        @Message("Another request has already come with this Idempotency-Key.")
        String keyReusedDetail();

        @Message("Nothing to change")
        String preconditionRequired();

        @Message("The header If-Match with the version you have seen is needed.")
        String preconditionRequiredDetail();

        @Message("Signing in is closed for now")
        String locked();

        @Message("Too often")
        String rateLimited();

        @Message("Too many requests. Wait a little.")
        String rateLimitedDetail();

        @Message("An error of the program")
        String internal();

        @Message("Something broke on our side. Try again.")
        String internalDetail();

        @Message("Unavailable for now")
        String unavailable();

        @Message("The service can't answer now. Try again in a minute.")
        String unavailableDetail();

        @Message("Too many requests. Wait {seconds} s.")
        String retryAfter(long seconds);

        @Message("This field is not for changing: send it as you got it, or leave it out.")
        String readOnly();

        @Message("The data is not valid JSON.")
        String malformedJson();

        @Message("Data in JSON is needed.")
        String missingBody();

        @Message("The JSON is too deep or too big.")
        String excessiveJson();

        @Message("There is no such field")
        String unknownField();

        @Message("The field is repeated")
        String repeatedField();

        @Message("Must be a text")
        String notText();

        @Message("Must be a number")
        String notNumber();

        @Message("Must be a whole number")
        String notInteger();

        @Message("The number is too big")
        String numberTooBig();

        @Message("Must be true or false")
        String notBoolean();

        @Message("Must be a date such as 2026-11-21")
        String notDate();

        @Message("Must be a date and time such as 2026-11-21T18:00")
        String notDateTime();

        @Message("Must be a time such as 18:00")
        String notTime();

        @Message("Must be a date such as 2026-11-21, or with a time: 2026-11-21T18:00")
        String notDateOrDateTime();

        @Message("The year must be from {from} to {to}")
        String yearOutOfRange(int from, int to);

        @Message("Must be a list")
        String notList();

        @Message("Wrong value")
        String wrongValue();

        @Message("Must be one of: {values}")
        String notOneOf(String values);

        @Message("Required")
        String required();

        @Message("The text contains characters that are not allowed")
        String controlCharacters();

        @Message("Must be one line")
        String notOneLine();

        @Override
        @Message("There are only invisible characters here: write something that can be read")
        String invisible();

        @Message("At most {max} characters")
        String tooLong(int max);

        @Message("At least {min} characters")
        String tooShort(int min);

        @Message("Must be from {min} to {max}")
        String outOfRange(long min, long max);

        @Message("At least {min}")
        String tooSmall(String min);

        @Message("At most {max}")
        String tooBig(String max);

        @Message("At most {max} in the list")
        String tooMany(int max);

        @Message("At least {min} in the list")
        String tooFew(int min);

        @Message("At most {most} decimals")
        String tooManyDigits(int most);

        @Message("Must be a sum such as 5056.00")
        String notMoney();

        @Message("At most two decimals: 5056.00")
        String tooManyDecimals();

        @Message("The sum must be at most {most}")
        String tooMuchMoney(String most);

        @Message("The sum must be above zero")
        String notAboveZero();

        @Message("There is no such page of the list: start over")
        String badCursor();

        @Message("Idempotency-Key is 1 to 64 printable ASCII characters")
        String badIdempotencyKey();

        @Message("The first such request is still running.")
        String stillRunning();

        @Message(
                "This request has already changed the data, only its answer was lost. Reload the page to see the result.")
        String doneButAnswerLost();
    }
}
