package app.zapiska.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.digests.Borrower;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
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
}
