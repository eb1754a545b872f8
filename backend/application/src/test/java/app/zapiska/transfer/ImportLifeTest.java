package app.zapiska.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.OpenPage;
import app.zapiska.accounts.Visitor;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Waiting;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An import is seen while it goes on, goes on alone, and ends even when its process does not live to see it. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ImportLifeTest {

    private static final String GIVEN_UP = """
            update imports set version = version + 1, state = 'FAILED', error = 'STOPPED', step = null, lease_until = null,
              finished_at = now() where id = ?""";

    @Inject
    ImportWriter intake;

    @Inject
    Upload upload;

    @Inject
    TransferConfig config;

    private static byte[] somethingPacked() {
        var somebody = Visitor.newcomer();
        somebody.request().body(Map.of("title", "Задача")).post("/tasks").then().statusCode(201);
        return Luggage.packedBy(somebody);
    }

    /** As a process leaves it that is at work, or died at it. */
    private static long atWork(Visitor visitor, String leaseFromNow) {
        return RealServices.count("""
                with begun as (insert into imports (account_id, kind, dry_run, state, step, requested_at, lease_until)
                  values (?, 'ARCHIVE', false, 'RUNNING', 'WRITING', now(), now() + cast(? as interval)) returning id)
                select id from begun""", visitor.accountId(), leaseFromNow);
    }

    private static long send(Visitor visitor, byte[] packed) {
        return Luggage.send(visitor, packed, false)
                .statusCode(202)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    private static JsonPath look(Visitor visitor, long id) {
        return visitor.request()
                .get("/imports/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static long tasks(Visitor visitor) {
        return RealServices.count("select count(*) from tasks where account_id = ?", visitor.accountId());
    }

    @Test
    void anOpenPageIsToldHowFarItIs() {
        var packed = somethingPacked();
        var visitor = Visitor.newcomer();
        var page = new OpenPage(visitor).ready();

        var id = Luggage.bring(visitor, packed, false).getLong("id");

        Waiting.until(() -> page.heard("\"kind\":\"transfer\",\"id\":" + id + ","));
    }

    @Test
    void oneWhoseProcessDiedSaysSoAndIsMadeAgain() {
        var packed = somethingPacked();
        var visitor = Visitor.newcomer();
        var dead = atWork(visitor, "-1 hour");

        var again = Luggage.bring(visitor, packed, false);

        assertThat(again.getString("state")).isEqualTo("done");
        assertThat(look(visitor, dead).getString("state")).isEqualTo("failed");
        assertThat(look(visitor, dead).getString("error")).isEqualTo("stopped");
        assertThat(look(visitor, dead).getString("errorText")).contains("ещё раз");
        assertThat(tasks(visitor)).isEqualTo(1);
    }

    @Test
    void anAccountHasOneAtATime() {
        var visitor = Visitor.newcomer();
        atWork(visitor, "1 hour");
        Luggage.send(visitor, somethingPacked(), false).statusCode(409);
        assertThat(tasks(visitor)).isZero();
        RealServices.execute("delete from imports where account_id = ?", visitor.accountId());
    }

    @Test
    void theListIsTheAccountsOwnTheNewestFirst() {
        var packed = somethingPacked();
        var visitor = Visitor.newcomer();
        var first = Luggage.bring(visitor, packed, true).getLong("id");
        var second = Luggage.bring(visitor, packed, false).getLong("id");
        var page = visitor.request()
                .queryParam("limit", 1)
                .get("/imports")
                .then()
                .extract()
                .jsonPath();
        assertThat(page.getList("items.id", Long.class)).containsExactly(second);
        var rest = visitor.request()
                .queryParam("limit", 1)
                .queryParam("cursor", page.getString("nextCursor"))
                .get("/imports")
                .then()
                .extract()
                .jsonPath();
        assertThat(rest.getList("items.id", Long.class)).containsExactly(first);
        assertThat(rest.getString("nextCursor")).isNull();
    }

    @Test
    @DisplayName("one that waits behind another and is given up meanwhile writes nothing any more")
    void whatWasGivenUpWritesNothing() throws SQLException {
        var packed = somethingPacked();
        var before = Visitor.newcomer();
        var visitor = Visitor.newcomer();
        long slow;
        long givenUp;
        try (var database = DriverManager.getConnection(RealServices.ownerUrl());
                var lock = database.createStatement()) {
            database.setAutoCommit(false);
            lock.execute("lock table tasks in share mode");
            slow = send(before, packed);
            givenUp = send(visitor, packed);
            RealServices.execute(GIVEN_UP, givenUp);
            database.rollback();
        }

        assertThat(Luggage.ended(before, slow).getString("state")).isEqualTo("done");
        // They go one after the other: when a later one has ended, this one has had its turn.
        Luggage.bring(Visitor.newcomer(), packed, false);
        assertThat(look(visitor, givenUp).getString("error")).isEqualTo("stopped");
        assertThat(tasks(visitor)).isZero();
    }

    @Test
    @DisplayName("one whose account is deleted while it waits or writes ends without a word, and nothing of it is left")
    void anAccountThatGoes() throws Exception {
        var packed = somethingPacked();
        var writes = Visitor.newcomer();
        var waits = Visitor.newcomer();
        var faults = new CopyOnWriteArrayList<String>();
        var listening = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
                    faults.add(line.getLoggerName() + ": " + line.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(listening);
        try (var database = DriverManager.getConnection(RealServices.ownerUrl());
                var lock = database.createStatement()) {
            database.setAutoCommit(false);
            lock.execute("lock table tasks in share mode");
            send(writes, packed);
            Waiting.until(() -> waitingForLocks() == 1);
            send(waits, packed);
            var owner = Visitor.owner();
            var deleted = Stream.of(waits, writes)
                    .map(gone -> CompletableFuture.supplyAsync(() -> owner.request()
                            .delete("/accounts/" + gone.accountId())
                            .then()
                            .extract()
                            .statusCode()))
                    .toList();
            // The lock that holds up the import holds up those who delete.
            Waiting.until(() -> waitingForLocks() == 3);
            database.rollback();
            for (var one : deleted) {
                assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo(204);
            }
            // They go one after the other: when a later one has ended, these have had their turn.
            Luggage.bring(Visitor.newcomer(), packed, false);
        } finally {
            Logger.getLogger("").removeHandler(listening);
        }
        assertThat(faults).isEmpty();
        for (var gone : List.of(writes, waits)) {
            assertThat(tasks(gone)).isZero();
            assertThat(RealServices.count("select count(*) from imports where account_id = ?", gone.accountId()))
                    .isZero();
        }
    }

    private static long waitingForLocks() {
        return RealServices.count("select count(*) from pg_stat_activity where wait_event_type = 'Lock'");
    }

    @Test
    void aPortionIsWrittenOnlyWhileTheImportStands() throws Throwable {
        var visitor = Visitor.newcomer();
        var id = atWork(visitor, "1 hour");
        assertThat(stillOurs(id)).isTrue();
        RealServices.execute(GIVEN_UP, id);
        assertThat(stillOurs(id)).isFalse();
    }

    private boolean stillOurs(long id) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> intake.stillOurs(id)));
    }

    @Test
    void whatAProcessLeftInTheFolderIsSweptAway() throws IOException {
        var old = leftAt(Instant.now().minus(Duration.ofHours(2)));
        var coming = leftAt(Instant.now());
        upload.sweep();
        assertThat(old).doesNotExist();
        assertThat(coming).exists();
        Files.delete(coming);
    }

    private Path leftAt(Instant moment) throws IOException {
        var file = Files.createTempFile(config.folder(), "zapiska-import-", ".zip");
        Files.setLastModifiedTime(file, FileTime.from(moment));
        return file;
    }
}
