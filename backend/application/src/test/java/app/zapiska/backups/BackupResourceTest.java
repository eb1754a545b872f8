package app.zapiska.backups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.sandbox.AcceptedSend;
import app.zapiska.sandbox.Fault;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The owner's view of the backups, and what the owner hears about them; the worker's part is played by rows. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class BackupResourceTest {

    private static final String NAME = "zapiska-20261120T230000Z.age";

    /** A day of its own for every test, because the pace of messages never goes back in time. */
    private static int day;

    /** Noon in Moscow, within working hours. */
    private Instant noon;

    @Inject
    MutableClock clock;

    @Inject
    BackupWatch watch;

    @Inject
    MeterRegistry metrics;

    private Path file;

    @BeforeEach
    void nothingYet() throws IOException {
        forget();
        noon = Instant.parse("2027-02-01T09:00:00Z").plus(Duration.ofDays(5L * day++));
        file = RealServices.backups().resolve(NAME);
        Files.write(file, new byte[] {1, 2, 3});
    }

    @AfterEach
    void clear() throws IOException {
        clock.backToReal();
        Files.deleteIfExists(file);
        forget();
    }

    private static void forget() {
        RealServices.execute("delete from backups");
        RealServices.execute("update backup_watch set told = '{}', told_at = null, lease_until = null");
    }

    @Test
    void aRequestWaitsForTheWorkerAndTwoAreOne() {
        var owner = Visitor.owner();
        var id = owner.request()
                .post("/backups")
                .then()
                .statusCode(202)
                .body("state", is("requested"))
                .body("kind", is("manual"))
                .body("name", nullValue())
                .extract()
                .jsonPath()
                .getLong("id");
        owner.request().post("/backups").then().statusCode(202).body("id", is((int) id));
        owner.request()
                .get("/backups")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("setUp", is(true));
        assertThat(RealServices.count("select count(*) from audit_log where event = 'backup-requested'"))
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void progressAndProofAreShown() {
        RealServices.execute("""
                insert into backups (kind, state, step, bytes_done, bytes_total, requested_at, started_at, lease_owner, lease_until)
                values ('SCHEDULED', 'RUNNING', 'DUMPING', 50, 200, now(), now(), gen_random_uuid(), now() + interval '1 minute')""");
        made(noon, "STORED");
        proof("FAILED", "DIFFERENT");
        Visitor.owner()
                .request()
                .header("Accept-Language", "en")
                .get("/backups")
                .then()
                .body("items[1].state", is("running"))
                .body("items[1].step", is("dumping"))
                .body("items[1].bytesDone", is(50))
                .body("items[1].bytesTotal", is(200))
                .body("items[0].state", is("done"))
                .body("items[0].ledger", is("0.30"))
                .body("items[0].remote", is("stored"))
                .body("items[0].proof.state", is("failed"))
                .body("items[0].proof.error", is("different"))
                .body("items[0].proof.errorText", is("the restored data differ from what was saved"))
                .body("items[0].proof.finishedAt", notNullValue());
    }

    @Test
    void theListComesInPieces() {
        for (int i = 0; i < 3; i++) {
            RealServices.execute(
                    "insert into backups (kind, state, requested_at, finished_at, error) values ('MANUAL', 'FAILED', now(), now(), 'DISK_FULL')");
        }
        var owner = Visitor.owner();
        var first = owner.request()
                .get("/backups?limit=2")
                .then()
                .body("items", hasSize(2))
                .extract()
                .jsonPath();
        owner.request()
                .get("/backups?limit=2&cursor=" + first.getString("nextCursor"))
                .then()
                .body("items", hasSize(1))
                .body("items[0].errorText", is("кончилось место на диске"))
                .body("nextCursor", nullValue());
        owner.request().get("/backups?cursor=x").then().statusCode(400);
    }

    @Test
    void theFileIsSentAsItIs() {
        var answer = Visitor.owner()
                .request()
                .get("/backups/" + NAME)
                .then()
                .statusCode(200)
                .contentType("application/octet-stream")
                .header("Content-Disposition", "attachment; filename=\"" + NAME + "\"")
                .header("Content-Length", "3")
                .header("Cache-Control", containsString("no-store"))
                .extract()
                .asByteArray();
        assertThat(answer).containsExactly(1, 2, 3);
        assertThat(RealServices.count("select count(*) from audit_log where event = 'backup-downloaded'"))
                .isPositive();
    }

    @Test
    @DisplayName("S23: nothing but a finished backup is ever sent, whatever the name")
    void namesAreStrict() throws IOException {
        var secret = Files.writeString(RealServices.backups().resolve("proof.key"), "AGE-SECRET-KEY");
        var link = RealServices.backups().resolve("zapiska-20261119T230000Z.age");
        Files.createSymbolicLink(link, secret);
        var part = Files.writeString(RealServices.backups().resolve(NAME + ".part"), "half");
        try {
            for (var name : List.of(
                    "proof.key",
                    "..%2f..%2fetc%2fpasswd",
                    "%2e%2e%2fproof.key",
                    NAME + ".part",
                    NAME + "%00",
                    NAME + "%0a",
                    "zapiska-20261119T230000Z.age",
                    "zapiska-20261118T230000Z.age")) {
                var status = Visitor.owner()
                        .request()
                        .urlEncodingEnabled(false)
                        .get("/backups/" + name)
                        .statusCode();
                assertThat(status).as(name).isIn(400, 404);
            }
        } finally {
            Files.delete(link);
            Files.delete(secret);
            Files.delete(part);
        }
    }

    @Test
    void backupsAreTheOwnersAlone() {
        var member = Visitor.newcomer();
        member.request().get("/backups").then().statusCode(403);
        member.request().post("/backups").then().statusCode(403);
        member.request().get("/backups/" + NAME).then().statusCode(403);
        Visitor.anonymous().get("/backups/" + NAME).then().statusCode(401);
        assertThat(RealServices.count("select count(*) from backups")).isZero();
    }

    @Test
    void theApplicationsRoleCanNotDeleteWhatIsOnRecord() {
        assertThat(
                        RealServices.count(
                                "select count(*) from information_schema.role_table_grants where grantee = 'zapiska_app'"
                                        + " and table_name in ('backups', 'backup_watch') and privilege_type in ('DELETE', 'TRUNCATE')"))
                .isZero();
    }

    @Test
    @DisplayName("O3: a failure reaches the owner's chat once, again after a day, and its end is told once")
    void theOwnerHearsOfTrouble() {
        var chat = new OwnersChat();
        clock.set(noon);
        made(noon.minus(Duration.ofHours(10)), "STORED");
        failed(noon.minusSeconds(60), "DISK_FULL");
        look(3);
        assertThat(chat.news())
                .singleElement()
                .satisfies(send -> assertThat(send.text())
                        .contains("Резервные копии требуют внимания")
                        .contains(", 11:59) не удалась: кончилось место на диске."));
        clock.advance(Duration.ofHours(23));
        look(2);
        assertThat(chat.news())
                .singleElement()
                .satisfies(send -> assertThat(send.text()).contains("Больше 26 часов нет свежей копии"));
        clock.advance(Duration.ofHours(24));
        look(2);
        assertThat(chat.news()).hasSize(1);
        made(clock.instant(), "STORED");
        look(2);
        assertThat(chat.news())
                .singleElement()
                .satisfies(send -> assertThat(send.text()).contains("снова в порядке"));
        look(2);
        assertThat(chat.news()).isEmpty();
    }

    @Test
    void nobodyIsWokenAtNight() {
        var chat = new OwnersChat();
        clock.set(noon.plus(Duration.ofHours(14)));
        failed(clock.instant(), "DUMP_FAILED");
        look(2);
        assertThat(chat.news()).isEmpty();
        clock.set(noon.plus(Duration.ofHours(19)));
        look(2);
        assertThat(chat.news()).hasSize(1);
    }

    @Test
    void aMessageThatDidNotGetOutIsTriedAgainAndOneThatMayHaveIsNot() {
        var chat = new OwnersChat();
        clock.set(noon);
        failed(noon, "DISK_FULL");
        RealServices.sandbox()
                .control()
                .script(Fault.on("sendMessage").chat(chat.id).error(500, "Internal Server Error"));
        look(3);
        assertThat(chat.news()).isEmpty();
        clock.advance(Duration.ofMinutes(6));
        look(2);
        assertThat(chat.news()).hasSize(1);
    }

    @Test
    void theMetricsTellHowOldBackupsAre() {
        made(noon, "STORED");
        proof("DONE", null);
        clock.set(noon.plus(Duration.ofHours(1)));
        look(1);
        assertThat(metrics.get("zapiska.backup.last.success.seconds").gauge().value())
                .isEqualTo(noon.getEpochSecond());
        assertThat(metrics.get("zapiska.backup.last.proof.seconds").gauge().value())
                .isPositive();
        assertThat(metrics.get("zapiska.backup.last.size.bytes").gauge().value())
                .isEqualTo(3);
        assertThat(metrics.get("zapiska.backup.trouble")
                        .tag("trouble", "stale")
                        .gauge()
                        .value())
                .isZero();
        clock.set(noon.plus(Duration.ofHours(27)));
        RealServices.execute("update backup_watch set told = '{STALE}', told_at = ?", at(clock.instant()));
        look(1);
        assertThat(metrics.get("zapiska.backup.trouble")
                        .tag("trouble", "stale")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void whatADeadWorkerLeftEndsAlsoWhenNoWorkerComesBack() {
        RealServices.execute("""
                insert into backups (kind, state, step, requested_at, started_at, lease_owner, lease_until)
                values ('MANUAL', 'RUNNING', 'DUMPING', now(), now(), gen_random_uuid(), now() - interval '1 second')""");
        clock.set(noon.plus(Duration.ofHours(14)));
        look(1);
        Visitor.owner()
                .request()
                .get("/backups")
                .then()
                .body("items[0].state", is("failed"))
                .body("items[0].error", is("worker-gone"));
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            watch.look().await().atMost(Duration.ofSeconds(20));
        }
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    private void made(Instant when, String remote) {
        RealServices.execute(
                "insert into backups (kind, state, name, size, sha256, on_disk, remote, ledger, requested_at, finished_at)"
                        + " values ('SCHEDULED', 'DONE', ?, 3, repeat('a', 64), true, ?, 0.30, ?, ?)",
                RealServices.count("select count(*) from backups where name = ?", NAME) == 0
                        ? NAME
                        : "zapiska-20261122T230000Z.age",
                remote,
                at(when),
                at(when));
    }

    private static void failed(Instant when, String error) {
        RealServices.execute(
                "insert into backups (kind, state, error, requested_at, finished_at) values ('MANUAL', 'FAILED', ?, ?, ?)",
                error,
                at(when),
                at(when));
    }

    private static void proof(String state, String error) {
        RealServices.execute(
                "insert into backups (kind, state, name, error, requested_at, finished_at) values ('PROOF', ?, ?, ?, now(), now())",
                state,
                NAME,
                error);
    }

    /** Linked to the owner's account, in Russian, with the working hours of everybody. */
    private static final class OwnersChat {
        final long id = RealServices.sandbox().control().ownerId();
        private int read = sends().size();

        OwnersChat() {
            RealServices.execute("""
                    update accounts set telegram_chat_id = ?, telegram_user_id = ?, telegram_blocked_at = null, language = 'ru',
                      time_zone = 'Europe/Moscow', work_start_hour = 7, work_end_hour = 22, work_days = '{}'
                    where role = 'OWNER'""", id, id);
        }

        private List<AcceptedSend> sends() {
            return RealServices.sandbox().control().acceptedSends().stream()
                    .filter(send -> send.chatId() == id)
                    .toList();
        }

        List<AcceptedSend> news() {
            var all = sends();
            var news = all.subList(read, all.size());
            read = all.size();
            return news;
        }
    }
}
