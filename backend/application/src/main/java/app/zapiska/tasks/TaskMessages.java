package app.zapiska.tasks;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the feature says when it refuses. */
@MessageBundle(value = "tasks", locale = "ru")
public interface TaskMessages {

    @Message("У этой задачи нет такого шага, или он назван дважды")
    String unknownSubtask();

    @Message("Такой категории нет")
    String unknownCategory();

    @Message("Длительность можно задать только вместе со временем срока")
    String durationNeedsTime();

    @Message("Повторение появится позже: пока оставьте это поле пустым")
    String recurrenceLater();

    @Message("Нужно что-то одно: minutes или until")
    String snoozeNeedsOne();

    @Message("Задача уже выполнена. Верните её, чтобы отложить напоминание.")
    String doneCannotBeSnoozed();

    @Message("Работа")
    String work();

    @Message("Личное")
    String personal();

    @Message("Семья")
    String family();

    @Message("Категория с таким названием уже есть")
    String categoryExists();

    @Message("Больше {most} категорий завести нельзя")
    String tooManyCategories(int most);

    @Message("Нужен цвет вида #3498db")
    String notColor();

    @Message("Для этого действия поле обязательно: null убирает прежнее значение")
    String neededForAction();

    @Message("К этому действию поле не относится")
    String notForAction();

    @Localized("en")
    interface English extends TaskMessages {
        @Message("Work")
        String work();

        @Message("Personal")
        String personal();

        @Message("Family")
        String family();

        @Message("The task has no such step, or it is named twice")
        String unknownSubtask();

        @Message("There is no such category")
        String unknownCategory();

        @Message("A duration goes only with a due time")
        String durationNeedsTime();

        @Message("Recurrence comes later: leave this field empty for now")
        String recurrenceLater();

        @Message("Exactly one is needed: minutes or until")
        String snoozeNeedsOne();

        @Message("The task is done. Reopen it to snooze its reminder.")
        String doneCannotBeSnoozed();

        @Message("There is a category with this name already")
        String categoryExists();

        @Message("There can't be more than {most} categories")
        String tooManyCategories(int most);

        @Message("Must be a colour such as #3498db")
        String notColor();

        @Message("This action needs the field: null clears the former value")
        String neededForAction();

        @Message("The field does not belong to this action")
        String notForAction();
    }
}
