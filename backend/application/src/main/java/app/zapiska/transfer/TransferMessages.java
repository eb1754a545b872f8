package app.zapiska.transfer;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What export and import say to people. */
@MessageBundle(value = "transfer", locale = "ru")
public interface TransferMessages {

    @Message("Это не архив ZIP, или он неполный: файл обрезан.")
    String notAnArchive();

    @Message("Это не архив «Записной книжки»: в нём нет её описания.")
    String notOurs();

    @Message("Архив другой версии ({version}). Обновите программу.")
    String otherVersion(String version);

    @Message("В архиве лишний файл: «{file}». Пришлите архив таким, каким он скачан, или уберите из него этот файл.")
    String strangeName(String file);

    @Message("В архиве два файла с одним именем: «{file}». Оставьте один из них.")
    String sameName(String file);

    @Message("Неверное число строк файла {file}: {lines}.")
    String wrongLineCount(String file, String lines);

    @Message("Дата оплаты не может быть в будущем: {day}.")
    String paidInFuture(String day);

    @Message("В архиве слишком много файлов.")
    String tooManyFiles();

    @Message("Распакованный файл больше допустимого ({megabytes} МБ).")
    String unpacksTooBig(String megabytes);

    @Message("В архиве нет файла {file}.")
    String missingFile(String file);

    @Message("Файл повреждён: содержимое не сходится с контрольной суммой.")
    String damaged();

    @Message("Файл не читается как JSON.")
    String notJson();

    @Message("Недопустимое значение.")
    String wrongValue();

    @Message("Такого здесь нет: {id}.")
    String unknownReference(String id);

    @Message("Номера повторяются или идут не по порядку.")
    String outOfOrder();

    @Message("Значения противоречат друг другу.")
    String contradiction();

    @Message("Оплачено больше, чем запланировано.")
    String paidTooMuch();

    @Message("Недопустимый адрес сайта.")
    String badWebsite();

    @Message("Срок раньше даты договора.")
    String dueBeforeLoan();

    @Message("Строк больше допустимого: {most}.")
    String tooManyLines(String most);

    @Message("сумма была не в целых копейках и округлена")
    String moneyRounded();

    @Message("у платежа не было даты, взята другая")
    String dueDateGuessed();

    @Message("дата договора не читается, взят самый ранний день, который у займа известен")
    String loanDateUnreadable();

    @Message("дата не читается: запись не перенесена, внесите её вручную")
    String dateUnreadable();

    @Message("день оплаты не читается: платёж не перенесён и оплаченным не записан, внесите его вручную")
    String paymentDateUnreadable();

    @Message("дата договора позже его платежей, взята самая ранняя")
    String loanDateMoved();

    @Message("взятая сумма не указана, взята сумма платежей")
    String borrowedGuessed();

    @Message("отметка «оплачен» у займа противоречит платежам, верим платежам")
    String paidFlagIgnored();

    @Message("оплата записана по отметке у платежа")
    String paidByFlag();

    @Message("дня оплаты не было или он невозможен, взят другой")
    String paidDateGuessed();

    @Message("к адресу сайта добавлено https://")
    String websiteCompleted();

    @Message("названия не было")
    String titleMadeUp();

    @Message("текст был слишком длинным и укорочен")
    String textCut();

    @Message("из текста убраны недопустимые символы")
    String textCleaned();

    @Message("важность была не 1, 2 или 3, взята 2")
    String importanceGuessed();

    @Message("время выполнения не сходится с отметкой")
    String completedGuessed();

    @Message("цвет не читается, взят обычный")
    String colorReplaced();

    @Message("расписание записано в описание задачи")
    String scheduleAsText();

    @Message("адрес сайта опасен или не читается, отброшен")
    String websiteDropped();

    @Message("дата не читается, отброшена")
    String dateDropped();

    @Message("сумма не число или не больше нуля, запись отброшена")
    String moneyRefused();

    @Message("напоминание отправлено, прошло или у выполненной задачи")
    String reminderPast();

    @Message("время напоминания не читается")
    String reminderUnreadable();

    @Message("то, чему это принадлежало, там уже удалено")
    String orphan();

    @Message("больше, чем у нас бывает; лишнее отброшено")
    String tooMany();

    @Message("такой шаблон есть и у нас")
    String templateOurs();

    @Message("правила шаблона не переводятся")
    String templateUnreadable();

    @Message("поля, которых у нас нет")
    String fieldsDropped();

    @Message("Один импорт уже идёт. Дождитесь его окончания.")
    String alreadyRunning();

    @Message("Принимается архив ZIP как он есть (Content-Type: application/zip).")
    String onlyZip();

    @Message("Архив пришёл не целиком. Пришлите его ещё раз.")
    String uploadStopped();

    @Message("Сейчас готовятся другие архивы. Попробуйте через минуту.")
    String busy();

    @Message("Нужен адрес вида postgresql://имя:пароль@сервер:5432/база")
    String badDatabaseUrl();

    @Message("База данных не отвечает или не пускает: проверьте адрес, имя и пароль.")
    String unreachable();

    @Message("Это не база прежней программы: в ней нет её таблиц.")
    String notTheOriginal();

    @Message("В базе данные нескольких людей. Укажите, чьи брать.")
    String choosePerson();

    @Message("Импорт прерван. Запустите его ещё раз: уже перенесённое не повторится.")
    String stopped();

    @Message("Внутренняя ошибка. Запустите импорт ещё раз: уже перенесённое не повторится.")
    String internal();

    @Message("Архив не принят, ничего не записано.")
    String invalid();

    @Message("Импорт")
    String importActor();

    @Message("Без названия")
    String untitled();

    @Message("Перенесено из прежней программы")
    String importNote();

    @Message("Расписание в прежней программе: {schedule}")
    String oldSchedule(String schedule);

    @Message(
            "Архив «Записной книжки».\n\nФайлы .json читает импорт, в них всё: задачи, займы, платежи, звонки и визиты, категории, шаблоны, настройки.\nТаблицы в папке csv — для людей: они открываются в любой программе для таблиц.\nИмпорт: Настройки → Данные, или POST /api/v1/import.\n")
    String readme();

    @Message("Импорт ещё идёт.")
    String reportRunning();

    @Message("Готово.")
    String reportDone();

    @Message("Пробный прогон: ничего не записано.")
    String reportDryRun();

    @Message("Не получилось: {reason}")
    String reportFailed(String reason);

    @Message("Настройки перенесены: записная книжка была пуста.")
    String reportSettings();

    @Message("{kind}: найдено {found}, новых {added}, уже было {present}, не взято {refused}")
    String reportCount(String kind, long found, long added, long present, long refused);

    @Message("{count} × {text}")
    String reportReason(long count, String text);

    @Message("Перенесено, стоит проверить:")
    String reportDoubtful();

    @Message("Не перенесено:")
    String reportLeft();

    @Message("Подробности:")
    String reportRemarks();

    @Message("Шаблоны напоминаний")
    String templates();

    @Message("Категории")
    String categories();

    @Message("Задачи")
    String tasks();

    @Message("Займы")
    String loans();

    @Message("Звонки и визиты")
    String contacts();

    @Message("Шаблон напоминаний")
    String template();

    @Message("Категория")
    String category();

    @Message("Задача")
    String task();

    @Message("Займ")
    String loan();

    @Message("Звонок или визит")
    String contact();

    @Localized("en")
    interface English extends TransferMessages {

        @Override
        @Message("This is no ZIP archive, or it is cut short.")
        String notAnArchive();

        @Override
        @Message("This is no archive of Zapiska: its manifest is missing.")
        String notOurs();

        @Override
        @Message("The archive is of another version ({version}). Update the program.")
        String otherVersion(String version);

        @Override
        @Message(
                "The archive holds a file that does not belong there: “{file}”. Send the archive as it was downloaded, or take this file out of it.")
        String strangeName(String file);

        @Override
        @Message("The archive holds two files of one name: “{file}”. Leave one of them.")
        String sameName(String file);

        @Override
        @Message("The number of lines of the file {file} is wrong: {lines}.")
        String wrongLineCount(String file, String lines);

        @Override
        @Message("A payment can't be dated in the future: {day}.")
        String paidInFuture(String day);

        @Override
        @Message("The archive holds too many files.")
        String tooManyFiles();

        @Override
        @Message("Unpacked, the file is bigger than allowed ({megabytes} MB).")
        String unpacksTooBig(String megabytes);

        @Override
        @Message("The file {file} is missing.")
        String missingFile(String file);

        @Override
        @Message("The file is damaged: its contents do not match their checksum.")
        String damaged();

        @Override
        @Message("The file can't be read as JSON.")
        String notJson();

        @Override
        @Message("This value is not allowed.")
        String wrongValue();

        @Override
        @Message("There is no such thing here: {id}.")
        String unknownReference(String id);

        @Override
        @Message("Ids repeat or are out of order.")
        String outOfOrder();

        @Override
        @Message("The values contradict each other.")
        String contradiction();

        @Override
        @Message("More is paid than is planned.")
        String paidTooMuch();

        @Override
        @Message("This address is not allowed.")
        String badWebsite();

        @Override
        @Message("Due before the date of the contract.")
        String dueBeforeLoan();

        @Override
        @Message("More lines than allowed: {most}.")
        String tooManyLines(String most);

        @Override
        @Message("the sum was not in whole kopecks and was rounded")
        String moneyRounded();

        @Override
        @Message("the payment had no date, another was taken")
        String dueDateGuessed();

        @Override
        @Message("the contract's date can't be read, the earliest day known of the loan was taken")
        String loanDateUnreadable();

        @Override
        @Message("the date can't be read: this is left out, add it by hand")
        String dateUnreadable();

        @Override
        @Message(
                "the day of payment can't be read: the instalment is left out and not written down as paid, add it by hand")
        String paymentDateUnreadable();

        @Override
        @Message("the contract was dated after its payments, the earliest day was taken")
        String loanDateMoved();

        @Override
        @Message("the sum borrowed was missing, that of the payments was taken")
        String borrowedGuessed();

        @Override
        @Message("the loan's mark \"paid\" contradicts its payments, the payments are believed")
        String paidFlagIgnored();

        @Override
        @Message("the payment was written down from a mark")
        String paidByFlag();

        @Override
        @Message("the day of payment was missing or impossible, another was taken")
        String paidDateGuessed();

        @Override
        @Message("https:// was put in front of the address")
        String websiteCompleted();

        @Override
        @Message("there was no title")
        String titleMadeUp();

        @Override
        @Message("the text was too long and was cut")
        String textCut();

        @Override
        @Message("characters that may not be were taken out of the text")
        String textCleaned();

        @Override
        @Message("the importance was not 1, 2 or 3, 2 was taken")
        String importanceGuessed();

        @Override
        @Message("the time of completion does not go with the mark")
        String completedGuessed();

        @Override
        @Message("the colour can't be read, the usual was taken")
        String colorReplaced();

        @Override
        @Message("the schedule was written into the description")
        String scheduleAsText();

        @Override
        @Message("the address is dangerous or can't be read, left out")
        String websiteDropped();

        @Override
        @Message("the date can't be read, left out")
        String dateDropped();

        @Override
        @Message("the sum is no number or not above zero, left out")
        String moneyRefused();

        @Override
        @Message("the reminder was sent, is past or of a done task")
        String reminderPast();

        @Override
        @Message("the time of the reminder can't be read")
        String reminderUnreadable();

        @Override
        @Message("what it belonged to is gone there")
        String orphan();

        @Override
        @Message("more than there may be; the rest is left out")
        String tooMany();

        @Override
        @Message("we have this template, too")
        String templateOurs();

        @Override
        @Message("the rules of the template can't be translated")
        String templateUnreadable();

        @Override
        @Message("fields that we do not have")
        String fieldsDropped();

        @Override
        @Message("An import is running. Wait until it has ended.")
        String alreadyRunning();

        @Override
        @Message("A ZIP archive is taken as it is (Content-Type: application/zip).")
        String onlyZip();

        @Override
        @Message("The archive did not arrive whole. Send it again.")
        String uploadStopped();

        @Override
        @Message("Other archives are being made. Try again in a minute.")
        String busy();

        @Override
        @Message("Must be an address such as postgresql://name:password@server:5432/database")
        String badDatabaseUrl();

        @Override
        @Message("The database does not answer or does not let us in: check address, name and password.")
        String unreachable();

        @Override
        @Message("This is no database of the former program: its tables are missing.")
        String notTheOriginal();

        @Override
        @Message("Several people have their data there. Say whose to take.")
        String choosePerson();

        @Override
        @Message("The import was interrupted. Start it again: nothing comes twice.")
        String stopped();

        @Override
        @Message("An internal error. Start the import again: nothing comes twice.")
        String internal();

        @Override
        @Message("The archive was refused, nothing was written.")
        String invalid();

        @Override
        @Message("Import")
        String importActor();

        @Override
        @Message("Untitled")
        String untitled();

        @Override
        @Message("Carried over from the former program")
        String importNote();

        @Override
        @Message("Schedule in the former program: {schedule}")
        String oldSchedule(String schedule);

        @Override
        @Message(
                "An archive of Zapiska.\n\nThe .json files are what an import reads; they hold everything: tasks, loans, payments, calls and visits, categories, templates, settings.\nThe tables in the folder csv are for people: any spreadsheet opens them.\nImport: Settings → Data, or POST /api/v1/import.\n")
        String readme();

        @Override
        @Message("The import is still running.")
        String reportRunning();

        @Override
        @Message("Done.")
        String reportDone();

        @Override
        @Message("A dry run: nothing was written.")
        String reportDryRun();

        @Override
        @Message("It failed: {reason}")
        String reportFailed(String reason);

        @Override
        @Message("The settings were taken over, as the notebook was empty.")
        String reportSettings();

        @Override
        @Message("{kind}: {found} found, {added} new, {present} here already, {refused} refused")
        String reportCount(String kind, long found, long added, long present, long refused);

        @Override
        @Message("{count} × {text}")
        String reportReason(long count, String text);

        @Override
        @Message("Taken over, but look at it:")
        String reportDoubtful();

        @Override
        @Message("Left behind:")
        String reportLeft();

        @Override
        @Message("Details:")
        String reportRemarks();

        @Override
        @Message("Reminder templates")
        String templates();

        @Override
        @Message("Categories")
        String categories();

        @Override
        @Message("Tasks")
        String tasks();

        @Override
        @Message("Loans")
        String loans();

        @Override
        @Message("Calls and visits")
        String contacts();

        @Override
        @Message("Reminder template")
        String template();

        @Override
        @Message("Category")
        String category();

        @Override
        @Message("Task")
        String task();

        @Override
        @Message("Loan")
        String loan();

        @Override
        @Message("Call or visit")
        String contact();
    }
}
