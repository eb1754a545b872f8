package app.zapiska.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparedStatementsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select id, count(*) from tasks group by id",
                "with c as (select count(*) filter (where true) as n from tasks) select n * 2 from c",
                "insert into tasks (title) values ($1) returning id",
                "with c as (select * from loans l), d as (select c.* from c) select d.id, (select n.* from n) from d"
            })
    void oneThatNamesItsColumnsStaysPrepared(String sql) {
        assertThat(PreparedStatements.stays(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from imports",
                "SELECT * FROM imports",
                "select r.*, t.title from reminders r join tasks t on true",
                "with c as (select id from loans) select c.id, l.* from c join loans l on (l.id = c.id)",
                "select id, ') from ' from (select * from loans) x",
                "update reminders set state = 'CLAIMED' returning *",
                "update reminders r set state = 'CLAIMED' returning r.*, now()"
            })
    void oneThatAnotherColumnWouldChangeDoesNot(String sql) {
        assertThat(PreparedStatements.stays(sql)).isFalse();
    }
}
