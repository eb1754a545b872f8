package app.zapiska;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.vertx.RunOnVertxContext;
import io.quarkus.test.vertx.UniAsserter;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * By the tables: what belongs to a person says whose it is, and points only at what is of the same person. That answers look at
 * nobody else's rows, {@link GrowthTest} counts.
 */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class AccountKeyTest {

    /** Of the whole installation, and why. */
    private static final Map<String, String> OF_NOBODY = Map.ofEntries(
            Map.entry("accounts", "the key itself"),
            Map.entry("announcements", "to all people"),
            Map.entry("audit_log", "also of those who are nobody here"),
            Map.entry("backup_watch", "one row"),
            Map.entry("backups", "of everything"),
            Map.entry("flyway_schema_history", "of the tables"),
            Map.entry("mail_server", "one row"),
            Map.entry("passkey_challenges_used", "before anybody is known"),
            Map.entry("telegram_bot", "one row"),
            Map.entry("telegram_sign_ins", "before anybody is known"),
            Map.entry("telegram_updates", "before anybody is known"),
            Map.entry("zone_rules", "one row"));

    /** By a number alone; each is set empty when its target goes, and read with the account beside it. */
    private static final Set<String> BY_NUMBER = Set.of(
            "typed_tasks FOREIGN KEY (category_id) REFERENCES task_categories(id) ON DELETE SET NULL",
            "typed_tasks FOREIGN KEY (template_id) REFERENCES reminder_templates(id) ON DELETE SET NULL",
            "sessions FOREIGN KEY (passkey_id) REFERENCES passkeys(id) ON DELETE SET NULL");

    @Inject
    Pool database;

    @Test
    @RunOnVertxContext
    @DisplayName("every row of a person bears their account, or the table is of the installation, with its reason")
    void owned(UniAsserter asserter) {
        names(asserter, """
                select c.relname from pg_class c
                where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and not exists (
                  select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'account_id' and a.attnotnull)""", OF_NOBODY.keySet());
    }

    @Test
    @RunOnVertxContext
    @DisplayName("what points from one row to another names the account on both sides")
    void pointing(UniAsserter asserter) {
        names(asserter, """
                select r.relname || ' ' || pg_get_constraintdef(x.oid) from pg_constraint x join pg_class r on r.oid = x.conrelid
                where x.contype = 'f' and x.connamespace = 'public'::regnamespace
                  and x.confrelid not in ('accounts'::regclass, 'announcements'::regclass)
                  and pg_get_constraintdef(x.oid) !~
                    '^FOREIGN KEY \\((account_id(, \\w+)+|id, default_\\w+_template_id)\\) REFERENCES \\w+\\(account_id(, \\w+)+\\)'
                  and pg_get_constraintdef(x.oid) !~ '^FOREIGN KEY \\(account_id\\) REFERENCES \\w+\\(account_id\\)'""", BY_NUMBER);
    }

    private void names(UniAsserter asserter, String sql, Set<String> expected) {
        asserter.assertThat(() -> database.query(sql).execute(), rows -> {
            var found = new TreeSet<String>();
            StreamSupport.stream(rows.spliterator(), false).forEach(row -> found.add(row.getString(0)));
            assertThat(found).isEqualTo(new TreeSet<>(expected));
        });
    }
}
