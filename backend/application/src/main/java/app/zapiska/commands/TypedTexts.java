package app.zapiska.commands;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the chat says about tasks that are written to it. What a person typed never passes through here. */
@MessageBundle(value = "typed", locale = "ru")
public interface TypedTexts {

    @Message("📝 Записать задачу?")
    String offer();

    @Message("✅ Задача записана")
    String saved();

    @Message("Не записано")
    String cancelled();

    @Message("📅 Срок: {due}")
    String due(String due);

    @Message("📅 Без срока: бот о ней не напомнит")
    String noDue();

    @Message("❓ Срок неясен: {choices}? Напишите строку точнее или сохраните без срока.")
    String dueAsked(String choices);

    @Message("❓ Непонятно, какая категория. Напишите строку точнее или сохраните так.")
    String categoryAsked();

    @Message("❓ Названы разные напоминания: {choices}? Напишите строку точнее или сохраните так: будут обычные.")
    String templateAsked(String choices);

    @Message("без напоминаний")
    String noReminders();

    @Message("❓ Названа разная важность. Напишите строку точнее или сохраните так.")
    String importanceAsked();

    @Message("❓ Названы разные повторы. Напишите строку точнее или сохраните без повтора.")
    String rhythmAsked();

    @Message(" или ")
    String or();

    @Message("📌 Важность: {importance}")
    String importance(String importance);

    @Message("Важная")
    String important();

    @Message("Нужная")
    String needed();

    @Message("Хотелось бы")
    String niceToHave();

    @Message("📂 Категория: {name}")
    String category(String name);

    @Message("🔔 Напоминания: {name}")
    String template(String name);

    @Message("🔕 Без напоминаний")
    String silent();

    @Message("🔁 Повтор: {words}")
    String repeats(String words);

    @Message("🔁 Повтор начинается с какого-то дня. Напишите с какого, а пока эти слова остались в названии.")
    String noRhythm();

    @Message("Сохранить")
    String saveButton();

    @Message("Изменить")
    String changeButton();

    @Message("Отмена")
    String cancelButton();

    @Message("Что добавить?")
    String whatToAdd();

    @Message(
            "Напишите задачу одной строкой, например «завтра в 18:00 купить хлеб», или перешлите сообщение. Вопрос ждёт ответа час.")
    String whatToAddHint();

    @Message("Завтра в 18:00 купить хлеб")
    String placeholder();

    @Message("Вопрос «Что добавить?» устарел.")
    String addExpired();

    @Message("Этот вопрос больше не ждёт ответа, ничего не записано. Напишите /add ещё раз.")
    String addOver();

    @Message("✏️ Напишите задачу заново")
    String rewrite();

    @Message(
            "Новая строка заменит предложение целиком: и название, и срок. Пока её нет, прежнее предложение остаётся, его можно сохранить. Вопрос ждёт ответа час.")
    String rewriteHint();

    @Message("Напишите задачу заново")
    String rewriteToast();

    @Message("Время на изменение вышло: прежнее предложение осталось как было.")
    String changeExpired();

    @Message("Этот вопрос больше не ждёт ответа. Нажмите «Изменить» ещё раз.")
    String changeOver();

    @Message("В этом сообщении нет слов, задачу из него не записать. Напишите её строкой или добавьте подпись.")
    String noWords();

    @Message("добавить задачу")
    String addDescription();

    @Message("Открыть задачу")
    String openButton();

    @Message("Как назвать задачу? Напишите всё одной строкой, например: «завтра в 18:00 купить хлеб».")
    String titleMissing();

    @Message("Для задачи это слишком длинно: название — не больше 200 знаков.")
    String tooLong();

    @Message("Уже записана")
    String savedBefore();

    @Message("Этот срок уже прошёл. Напишите строку ещё раз.")
    String past();

    @Message("После этого вы написали другое: нажмите под новым сообщением.")
    String replaced();

    @Localized("en")
    interface English extends TypedTexts {

        @Override
        @Message("📝 Save this task?")
        String offer();

        @Override
        @Message("✅ The task is saved")
        String saved();

        @Override
        @Message("Not saved")
        String cancelled();

        @Override
        @Message("📅 Due: {due}")
        String due(String due);

        @Override
        @Message("📅 No date: the bot will not remind you of it")
        String noDue();

        @Override
        @Message("❓ When exactly: {choices}? Write the line more exactly, or save it without a date.")
        String dueAsked(String choices);

        @Override
        @Message("❓ Which category is not clear. Write the line more exactly, or save it like this.")
        String categoryAsked();

        @Override
        @Message("❓ Which reminders: {choices}? Write the line more exactly, or save it with the usual ones.")
        String templateAsked(String choices);

        @Override
        @Message("none")
        String noReminders();

        @Override
        @Message("❓ How important is not clear. Write the line more exactly, or save it like this.")
        String importanceAsked();

        @Override
        @Message("❓ How it repeats is not clear. Write the line more exactly, or save it without.")
        String rhythmAsked();

        @Override
        @Message(" or ")
        String or();

        @Override
        @Message("📌 Importance: {importance}")
        String importance(String importance);

        @Override
        @Message("Important")
        String important();

        @Override
        @Message("Needed")
        String needed();

        @Override
        @Message("Nice to have")
        String niceToHave();

        @Override
        @Message("📂 Category: {name}")
        String category(String name);

        @Override
        @Message("🔔 Reminders: {name}")
        String template(String name);

        @Override
        @Message("🔕 No reminders")
        String silent();

        @Override
        @Message("🔁 Repeats {words}")
        String repeats(String words);

        @Override
        @Message("🔁 What repeats begins on some day. Write which; until then these words stay in the title.")
        String noRhythm();

        @Override
        @Message("Save")
        String saveButton();

        @Override
        @Message("Change")
        String changeButton();

        @Override
        @Message("Cancel")
        String cancelButton();

        @Override
        @Message("What shall I add?")
        String whatToAdd();

        @Override
        @Message(
                "Write the task in one line, such as “tomorrow at 18:00 buy bread”, or forward a message. The question waits for an hour.")
        String whatToAddHint();

        @Override
        @Message("Tomorrow at 18:00 buy bread")
        String placeholder();

        @Override
        @Message("The question “What shall I add?” has expired.")
        String addExpired();

        @Override
        @Message("This question is no longer waiting, nothing was saved. Write /add again.")
        String addOver();

        @Override
        @Message("✏️ Write the task anew")
        String rewrite();

        @Override
        @Message(
                "The new line replaces the whole proposal, its title and its date. Until then the present one stays and can be saved. The question waits for an hour.")
        String rewriteHint();

        @Override
        @Message("Write the task anew")
        String rewriteToast();

        @Override
        @Message("The time for the change is over: the proposal stayed as it was.")
        String changeExpired();

        @Override
        @Message("This question is no longer waiting. Press “Change” again.")
        String changeOver();

        @Override
        @Message("There are no words in this message to make a task of. Write it in a line, or add a caption.")
        String noWords();

        @Override
        @Message("add a task")
        String addDescription();

        @Override
        @Message("Open the task")
        String openButton();

        @Override
        @Message("What is the task called? Write everything in one line, such as “tomorrow at 18:00 buy bread”.")
        String titleMissing();

        @Override
        @Message("This is too long for a task: a title has at most 200 characters.")
        String tooLong();

        @Override
        @Message("Saved already")
        String savedBefore();

        @Override
        @Message("That moment has passed. Write the line again.")
        String past();

        @Override
        @Message("You have written something else since: press below the new message.")
        String replaced();
    }
}
