package app.zapiska.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.digests.Borrower;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.telegram.CommandHandler.Commanded;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class StatisticsCommandTest {

    @Inject
    Borrower.Parts parts;

    @Inject
    MutableClock clock;

    @Inject
    StatisticsCommand command;

    @Inject
    AccountDirectory accounts;

    @AfterEach
    void backToReal() {
        clock.backToReal();
    }

    @Test
    @DisplayName("/stats tells the figures of the last 7 and 30 days, in both languages (G6)")
    void figures() {
        var anna = new Borrower(parts, "2027-03-10T09:00");
        RealServices.execute("""
                insert into tasks (account_id, title, status, importance, completed_at, created_at, updated_at)
                select ?, 'Дело', 'DONE', 1, timestamptz '2027-03-09 12:00Z' - n * interval '3 days', now(), now()
                from generate_series(0, 4) n
                """, anna.visitor.accountId());
        anna.loan("МаниМен", "2027-02-25", "5056", "2027-04-25", "100");
        long onTime = anna.loan("О'Банк", "2027-03-10", "100.50");
        anna.pay(onTime, 0);

        anna.write("/stats");

        assertThat(anna.text(anna.message(text -> text.startsWith("📊")))).isEqualTo("""
                📊 Статистика

                За 7 дней, с 4 марта
                ✅ Задач выполнено: 2 (за 7 дней до этого: 3)
                🔔 Напоминаний: 0, с ответом: 0
                💳 Платежей вовремя: 1, с опозданием: 0

                За 30 дней, с 9 февраля
                ✅ Задач выполнено: 5 (за 30 дней до этого: 0)
                🔔 Напоминаний: 0, с ответом: 0
                💳 Платежей вовремя: 1, с опозданием: 0
                🔴 Не оплачено в срок: 1 на 5 056 ₽""");

        RealServices.execute("update accounts set language = 'en' where id = ?", anna.visitor.accountId());
        anna.write("/статистика");
        assertThat(anna.text(anna.message(text -> text.startsWith("📊 Statistics"))))
                .contains("The last 7 days, from 4 March", "🔴 Not paid when due: 1, ");
    }

    @Test
    @DisplayName("/stats tells the owner how the server is, in both languages; nobody else, and not in a group")
    void figuresOfTheServer() {
        var anna = new Borrower(parts, "2027-03-10T09:00");
        anna.write("/stats");
        assertThat(anna.text(anna.message(text -> text.startsWith("📊")))).doesNotContain("🖥", "Версия");
        var role = "update accounts set role = ? where role = ?";
        RealServices.execute("""
                insert into backups (kind, state, name, size, sha256, requested_at, finished_at)
                values ('SCHEDULED', 'DONE', 'zapiska-20270310T000000Z.age', 3, repeat('a', 64), now(), '2027-03-10T00:00:00Z')""");
        try {
            RealServices.execute(role, "MEMBER", "OWNER");
            RealServices.execute("update accounts set role = 'OWNER' where id = ?", anna.visitor.accountId());
            RealServices.execute("update accounts set language = 'en' where id = ?", anna.visitor.accountId());
            anna.write("/stats");
            assertThat(anna.text(anna.message(text -> text.startsWith("📊 Statistics"))))
                    .containsPattern("🖥 Server\n👥 People: \\d+, of them without a chat: \\d+; suspended: \\d+\n")
                    .containsPattern("🔔 Reminders sent today: \\d+, failed: \\d+, unknown: \\d+\n⏳ ")
                    .containsPattern(
                            "💾 Database: \\d+ MB\n🗄 Last backup: today, 03:00\n🏷 Version \\S+, up for \\d+ ");
            var inAGroup = command.commanded(new Commanded(
                            accounts.owner().await().indefinitely().orElseThrow(), -5, false, ""))
                    .await()
                    .indefinitely();
            assertThat(inAGroup.orElseThrow().message().text().text())
                    .contains("📊 Statistics")
                    .doesNotContain("🖥");
        } finally {
            RealServices.execute("update accounts set role = 'MEMBER' where id = ?", anna.visitor.accountId());
            RealServices.execute("update accounts set role = 'OWNER' where login = 'owner'");
            RealServices.execute("delete from backups where name = 'zapiska-20270310T000000Z.age'");
        }
    }
}
