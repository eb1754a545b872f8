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

    @Message("Правило — у всей серии. Чтобы изменить его, сохраните «эту и все следующие».")
    String ruleIsOfAll();

    @Message("Задача уже выполнена: правило меняется у следующей")
    String ruleOfDoneStays();

    @Message("Пауза бывает только у задачи, которая повторяется")
    String pauseNeedsRule();

    @Message("После этого дня по правилу нет ни одной даты")
    String nothingAfterPause();

    @Message("Серия идёт дальше в следующей задаче: удалите ту, что открыта")
    String endBySuccessor();

    @Message("Задача не повторяется, пропускать нечего")
    String doesNotRepeat();

    @Message("Задача уже выполнена, пропускать нечего")
    String doneCannotBeSkipped();

    @Message("Это последнее повторение: следующего нет")
    String nothingToSkipTo();

    @Message("Нужно что-то одно: minutes или until")
    String snoozeNeedsOne();

    @Message("Задача уже выполнена. Верните её, чтобы отложить напоминание.")
    String doneCannotBeSnoozed();

    @Message("Это не открытая задача того же дня")
    String notOfTheSameDay();

    @Message("Задача уже выполнена: своё место в дне есть только у открытых")
    String doneHasNoPlace();

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

        @Message("The rule belongs to the whole series. To change it save “this and all following”.")
        String ruleIsOfAll();

        @Message("The task is done: change the rule of the next one")
        String ruleOfDoneStays();

        @Message("Only a task that repeats can be paused")
        String pauseNeedsRule();

        @Message("After that day no date fits the rule")
        String nothingAfterPause();

        @Message("The series goes on in the next task: delete the open one")
        String endBySuccessor();

        @Message("The task does not repeat, there is nothing to skip")
        String doesNotRepeat();

        @Message("The task is done, there is nothing to skip")
        String doneCannotBeSkipped();

        @Message("This is the last occurrence: none comes after it")
        String nothingToSkipTo();

        @Message("Exactly one is needed: minutes or until")
        String snoozeNeedsOne();

        @Message("The task is done. Reopen it to snooze its reminder.")
        String doneCannotBeSnoozed();

        @Override
        @Message("That is no open task of the same day")
        String notOfTheSameDay();

        @Override
        @Message("The task is done already: only open ones have a place of their own in a day")
        String doneHasNoPlace();

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
