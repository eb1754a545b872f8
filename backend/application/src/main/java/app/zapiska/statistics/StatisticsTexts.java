package app.zapiska.statistics;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What /stats says. */
@MessageBundle(value = "figures", locale = "ru")
public interface StatisticsTexts {

    @Message("что сделано и оплачено за 7 и 30 дней")
    String description();

    @Message("📊 Статистика")
    String heading();

    @Message("За {days} дней, с {from}")
    String period(int days, String from);

    @Message("✅ Задач выполнено: {done} (за {days} дней до этого: {before})")
    String done(long done, int days, long before);

    @Message("🔔 Напоминаний: {sent}, с ответом: {answered}")
    String reminders(long sent, long answered);

    @Message("обычно вы отвечаете через {time}")
    String median(String time);

    @Message("💳 Платежей вовремя: {onTime}, с опозданием: {late}")
    String payments(long onTime, long late);

    @Message("🔴 Не оплачено в срок: {count} на {sum}")
    String unpaid(long count, String sum);

    @Localized("en")
    interface English extends StatisticsTexts {

        @Override
        @Message("what was done and paid in 7 and 30 days")
        String description();

        @Override
        @Message("📊 Statistics")
        String heading();

        @Override
        @Message("The last {days} days, from {from}")
        String period(int days, String from);

        @Override
        @Message("✅ Tasks done: {done} (in the {days} days before: {before})")
        String done(long done, int days, long before);

        @Override
        @Message("🔔 Reminders: {sent}, answered: {answered}")
        String reminders(long sent, long answered);

        @Override
        @Message("you usually answer after {time}")
        String median(String time);

        @Override
        @Message("💳 Payments on time: {onTime}, late: {late}")
        String payments(long onTime, long late);

        @Override
        @Message("🔴 Not paid when due: {count}, {sum}")
        String unpaid(long count, String sum);
    }
}
