package app.zapiska.commands;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the chat says about the account's settings. */
@MessageBundle(value = "chat_settings", locale = "ru")
public interface ChatSettingsTexts {

    @Message("настройки")
    String description();

    @Message("⚙️ Настройки")
    String title();

    @Message("🕘 Рабочие часы: {hours}")
    String hours(String hours);

    @Message("всегда")
    String always();

    @Message("В некоторые дни часы другие, их меняют на странице.")
    String otherDays();

    @Message("🔁 Повтор: {minutes}")
    String repeat(String minutes);

    @Message("по важности: {minutes} мин")
    String repeats(String minutes);

    @Message("🌍 Время: {zone}, сейчас {time}")
    String zone(String zone, String time);

    @Message("💬 Язык: русский")
    String language();

    @Message("🔥 Горящие займы: {times}")
    String digest(String times);

    @Message("не присылать")
    String never();

    @Message("🕘 Часы")
    String hoursButton();

    @Message("🔁 Повтор")
    String repeatButton();

    @Message("🌍 Часовой пояс")
    String zoneButton();

    @Message("💬 Язык")
    String languageButton();

    @Message("🔥 Горящие займы")
    String digestButton();

    @Message("🔑 Войти на страницу")
    String signInButton();

    @Message("Назад")
    String back();

    @Message("Вне рабочих часов бот молчит. С какого часа и до какого он пишет?")
    String askHours();

    @Message("с {hour}:00")
    String from(int hour);

    @Message("до {hour}:00")
    String to(int hour);

    @Message("Как часто повторять напоминание, пока вы не ответите? Выбор будет одним для любой важности.")
    String askRepeat();

    @Message("Где вы живёте? От этого зависят все часы и дни.")
    String askZone();

    @Message("Другой город")
    String otherZone();

    @Message("Напишите город или часовой пояс, например «Томск» или «Asia/Tomsk». Вопрос ждёт ответа час.")
    String zoneAsked();

    @Message("Томск")
    String zonePlaceholder();

    @Message("Напишите город")
    String zoneAskedToast();

    @Message(
            "Такого города я не знаю. Напишите ближайший большой или выберите его на странице, в настройках. Ничего не изменилось, вопрос ещё ждёт ответа.")
    String zoneUnknown();

    @Message("Вопрос о часовом поясе устарел, ничего не изменилось. Напишите /settings ещё раз.")
    String expired();

    @Message("Этот вопрос больше не ждёт ответа, ничего не изменилось. Напишите /settings ещё раз.")
    String over();

    @Message("На каком языке писать?")
    String askLanguage();

    @Message("Присылать список горящих займов?")
    String askDigest();

    @Message("Присылать в 10:00 и 20:00")
    String digestOn();

    @Message("Не присылать")
    String digestOff();

    @Message("🧱 Потолок по договору: {when}")
    String ceilings(String when);

    @Message("сообщать, когда займ до него дошёл")
    String ceilingsTold();

    @Message("🧱 Потолок по договору")
    String ceilingsButton();

    @Message(
            "Сообщать, когда займ дошёл до потолка и долг, похоже, больше не растёт? Это посчитано только для займов, у которых указана ставка.")
    String askCeilings();

    @Message("Сообщать")
    String ceilingsOn();

    @Message("📋 Сводки")
    String digestsButton();

    @Message("📋 Сводки: {which}")
    String digests(String which);

    @Message("утром {time}")
    String morningAt(String time);

    @Message("вечером {time}")
    String eveningAt(String time);

    @Message("за неделю: {day}, {time}")
    String weeklyAt(String day, String time);

    @Message("☀️ План на день")
    String morning();

    @Message("🌙 Итог дня")
    String evening();

    @Message("🗓 Итоги недели")
    String weekly();

    @Message("Какую сводку настроить? Если сказать нечего, она не приходит.")
    String askDigests();

    @Message("Когда присылать?")
    String askDaily();

    @Message("В какой день и когда присылать?")
    String askWeekly();

    @Message(
            "⚠️ В это время бот молчит. До начала рабочих часов сводка подождёт, после их конца и в выходной — не придёт.")
    String outsideHours();

    @Message("Такого выбора больше нет, ничего не изменилось")
    String notOffered();

    @Message("Сохранено")
    String saved();

    @Message("Начало должно быть раньше конца")
    String outOfOrder();

    @Localized("en")
    interface English extends ChatSettingsTexts {

        @Override
        @Message("settings")
        String description();

        @Override
        @Message("⚙️ Settings")
        String title();

        @Override
        @Message("🕘 Working hours: {hours}")
        String hours(String hours);

        @Override
        @Message("always")
        String always();

        @Override
        @Message("On some days the hours differ; they are changed on the page.")
        String otherDays();

        @Override
        @Message("🔁 Repeats: {minutes}")
        String repeat(String minutes);

        @Override
        @Message("by importance: {minutes} min")
        String repeats(String minutes);

        @Override
        @Message("🌍 Time: {zone}, now {time}")
        String zone(String zone, String time);

        @Override
        @Message("💬 Language: English")
        String language();

        @Override
        @Message("🔥 Urgent loans: {times}")
        String digest(String times);

        @Override
        @Message("not sent")
        String never();

        @Override
        @Message("🕘 Hours")
        String hoursButton();

        @Override
        @Message("🔁 Repeats")
        String repeatButton();

        @Override
        @Message("🌍 Time zone")
        String zoneButton();

        @Override
        @Message("💬 Language")
        String languageButton();

        @Override
        @Message("🔥 Urgent loans")
        String digestButton();

        @Override
        @Message("🔑 Sign in to the page")
        String signInButton();

        @Override
        @Message("Back")
        String back();

        @Override
        @Message("Outside working hours the bot is silent. From which hour until which does it write?")
        String askHours();

        @Override
        @Message("from {hour}:00")
        String from(int hour);

        @Override
        @Message("until {hour}:00")
        String to(int hour);

        @Override
        @Message(
                "How often shall a reminder repeat until you answer? The choice will be the same for every importance.")
        String askRepeat();

        @Override
        @Message("Where do you live? All hours and days depend on it.")
        String askZone();

        @Override
        @Message("Another city")
        String otherZone();

        @Override
        @Message("Write a city or a time zone, such as “Tomsk” or “Asia/Tomsk”. The question waits for an hour.")
        String zoneAsked();

        @Override
        @Message("Tomsk")
        String zonePlaceholder();

        @Override
        @Message("Write the city")
        String zoneAskedToast();

        @Override
        @Message(
                "I don’t know this city. Write the nearest large one, or choose it on the page, in the settings. Nothing has changed, the question still waits.")
        String zoneUnknown();

        @Override
        @Message("The question about the time zone has expired, nothing has changed. Write /settings again.")
        String expired();

        @Override
        @Message("This question is no longer waiting, nothing has changed. Write /settings again.")
        String over();

        @Override
        @Message("Which language shall I write?")
        String askLanguage();

        @Override
        @Message("Send the list of urgent loans?")
        String askDigest();

        @Override
        @Message("Send it at 10:00 and 20:00")
        String digestOn();

        @Override
        @Message("Don’t send it")
        String digestOff();

        @Override
        @Message("🧱 Ceiling of a contract: {when}")
        String ceilings(String when);

        @Override
        @Message("told when a loan has come to it")
        String ceilingsTold();

        @Override
        @Message("🧱 Ceiling of a contract")
        String ceilingsButton();

        @Override
        @Message(
                "Tell you when a loan has come to its ceiling and the debt, as it looks, grows no more? It is reckoned only for loans whose rate was entered.")
        String askCeilings();

        @Override
        @Message("Tell me")
        String ceilingsOn();

        @Override
        @Message("📋 Digests")
        String digestsButton();

        @Override
        @Message("📋 Digests: {which}")
        String digests(String which);

        @Override
        @Message("morning {time}")
        String morningAt(String time);

        @Override
        @Message("evening {time}")
        String eveningAt(String time);

        @Override
        @Message("weekly: {day}, {time}")
        String weeklyAt(String day, String time);

        @Override
        @Message("☀️ Plan of the day")
        String morning();

        @Override
        @Message("🌙 What is left")
        String evening();

        @Override
        @Message("🗓 Review of the week")
        String weekly();

        @Override
        @Message("Which digest shall be changed? When there is nothing to say, none comes.")
        String askDigests();

        @Override
        @Message("When shall it come?")
        String askDaily();

        @Override
        @Message("On which day and when shall it come?")
        String askWeekly();

        @Override
        @Message(
                "⚠️ The bot is silent then. Before working hours the digest waits for them; after their end and on a day off it does not come.")
        String outsideHours();

        @Override
        @Message("There is no such choice any more, nothing has changed")
        String notOffered();

        @Override
        @Message("Saved")
        String saved();

        @Override
        @Message("The beginning must be before the end")
        String outOfOrder();
    }
}
