package app.zapiska.backups;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the API and the chat say about backups. Reasons are parts of a sentence: no capital, no full stop. */
@MessageBundle(value = "backups", locale = "ru")
public interface BackupMessages {

    @Message(
            "Резервное копирование на этой установке не настроено: задайте BACKUP_DIR и BACKUP_KEY и запустите службу backup.")
    String notSetUp();

    @Message("Здесь такой копии нет. Если она хранится вне этого сервера, её достанет команда «make backup-download».")
    String notHere();

    @Message("⚠️ Резервные копии требуют внимания")
    String trouble();

    @Message("Последняя копия ({at}) не удалась: {reason}.")
    String failed(String at, String reason);

    @Message("Больше {hours} нет свежей копии; последняя удачная — {at}.")
    String stale(String hours, String at);

    @Message("Нет ни одной удачной копии.")
    String none();

    @Message("Пробное восстановление ({at}) не удалось: {reason}.")
    String notProved(String at, String reason);

    @Message("Последняя копия есть только на самом сервере: внешнее хранилище её не принимает.")
    String offSite();

    @Message("Запрошенную копию никто не делает: похоже, служба backup не запущена.")
    String noWorker();

    @Message(
            "Что делать: «make backups» покажет копии, «docker compose logs backup» — причину, «make backup» сделает копию сейчас. Пока это не исправлено, буду напоминать раз в сутки.")
    String whatToDo();

    @Message("✅ Резервные копии снова в порядке. Последняя удачная — {at}.")
    String recovered(String at);

    @Message("база данных не отвечала")
    String databaseUnreachable();

    @Message("PostgreSQL не смог выгрузить данные")
    String dumpFailed();

    @Message("кончилось место на диске")
    String diskFull();

    @Message("файл повреждён")
    String damaged();

    @Message("внешнее хранилище недоступно")
    String remoteFailed();

    @Message("копия не восстанавливается")
    String notRestorable();

    @Message("восстановленные данные отличаются от сохранённых")
    String different();

    @Message("файла копии нет")
    String missing();

    @Message("ошибка в настройках, подробности в журнале службы backup")
    String configuration();

    @Message("работа была остановлена")
    String stopped();

    @Message("служба backup остановилась, не закончив копию")
    String workerGone();

    @Localized("en")
    interface English extends BackupMessages {

        @Override
        @Message("This installation makes no backups: set BACKUP_DIR and BACKUP_KEY and start the service \"backup\".")
        String notSetUp();

        @Override
        @Message("There is no such backup here. If it is kept off site, \"make backup-download\" fetches it.")
        String notHere();

        @Override
        @Message("⚠️ The backups need attention")
        String trouble();

        @Override
        @Message("The last backup ({at}) failed: {reason}.")
        String failed(String at, String reason);

        @Override
        @Message("There has been no fresh backup for more than {hours}; the last good one: {at}.")
        String stale(String hours, String at);

        @Override
        @Message("There is not a single good backup.")
        String none();

        @Override
        @Message("The trial restore ({at}) failed: {reason}.")
        String notProved(String at, String reason);

        @Override
        @Message("The last backup is on this server only: the remote storage does not take it.")
        String offSite();

        @Override
        @Message("Nobody begins the backup that was asked for: the service \"backup\" seems not to run.")
        String noWorker();

        @Override
        @Message(
                "What to do: \"make backups\" shows the backups, \"docker compose logs backup\" the reason, \"make backup\" makes one now. I repeat this once a day until it is put right.")
        String whatToDo();

        @Override
        @Message("✅ The backups are all right again. The last good one: {at}.")
        String recovered(String at);

        @Override
        @Message("the database did not answer")
        String databaseUnreachable();

        @Override
        @Message("PostgreSQL could not dump the data")
        String dumpFailed();

        @Override
        @Message("the disk is full")
        String diskFull();

        @Override
        @Message("the file is damaged")
        String damaged();

        @Override
        @Message("the remote storage is unavailable")
        String remoteFailed();

        @Override
        @Message("the backup can't be restored")
        String notRestorable();

        @Override
        @Message("the restored data differ from what was saved")
        String different();

        @Override
        @Message("the backup's file is missing")
        String missing();

        @Override
        @Message("a mistake in the settings, see the log of the service \"backup\"")
        String configuration();

        @Override
        @Message("the work was stopped")
        String stopped();

        @Override
        @Message("the service \"backup\" stopped before it was finished")
        String workerGone();
    }
}
