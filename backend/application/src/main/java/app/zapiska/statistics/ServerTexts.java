package app.zapiska.statistics;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What /stats says of the installation, to its owner. */
@MessageBundle(value = "server", locale = "ru")
public interface ServerTexts {

    @Message("🖥 Сервер")
    String heading();

    @Message("👥 Людей: {active}, из них без чата: {withoutChat}; приостановлены: {deactivated}")
    String people(long active, long deactivated, long withoutChat);

    @Message("🔔 Напоминаний сегодня отправлено: {sent}, не удалось: {failed}, неизвестно: {unknown}")
    String sent(long sent, long failed, long unknown);

    @Message("⏳ Ждут отправки: {due}, дольше всех — {oldest}")
    String queue(long due, String oldest);

    @Message("⏳ Отправки ничто не ждёт")
    String queueEmpty();

    @Message("💾 База данных: {megabytes} МБ")
    String size(long megabytes);

    @Message("🗄 Последняя копия: {at}")
    String backup(String at);

    @Message("🗄 О резервных копиях ничего не известно")
    String noBackup();

    @Message("🏷 Версия {version}, без перезапуска {uptime}")
    String version(String version, String uptime);

    @Localized("en")
    interface English extends ServerTexts {

        @Override
        @Message("🖥 Server")
        String heading();

        @Override
        @Message("👥 People: {active}, of them without a chat: {withoutChat}; suspended: {deactivated}")
        String people(long active, long deactivated, long withoutChat);

        @Override
        @Message("🔔 Reminders sent today: {sent}, failed: {failed}, unknown: {unknown}")
        String sent(long sent, long failed, long unknown);

        @Override
        @Message("⏳ Waiting to be sent: {due}, the oldest for {oldest}")
        String queue(long due, String oldest);

        @Override
        @Message("⏳ Nothing waits to be sent")
        String queueEmpty();

        @Override
        @Message("💾 Database: {megabytes} MB")
        String size(long megabytes);

        @Override
        @Message("🗄 Last backup: {at}")
        String backup(String at);

        @Override
        @Message("🗄 Nothing is known of backups")
        String noBackup();

        @Override
        @Message("🏷 Version {version}, up for {uptime}")
        String version(String version, String uptime);
    }
}
