package app.zapiska.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.Waiting;
import app.zapiska.reminders.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An account that does not fit into the memory of the process that carries it. */
class BigAccountIT {

    private static final int TASKS = 12_000;
    private static final int SUBTASKS_OF_EACH = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @RegisterExtension
    final Installation installation = new Installation(Map.of());

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    private String api;

    @Test
    @DisplayName("S25: more than 100,000 rows, 115 MB of text, go out and in again with 256 MiB of heap")
    void fitsThrough() throws Exception {
        api = "http://127.0.0.1:" + installation.start("one").port() + "/api/v1";
        var arrange = installation.arrange();
        var person = arrange.person();
        var login = "engine-" + person.chat();
        assertThat(arrange.count("""
                with c as (update accounts set password_hash = (select password_hash from accounts where role = 'OWNER')
                  where id = ? returning 1) select count(*) from c""", person.account())).isEqualTo(1);
        assertThat(arrange.count("""
                with t as (insert into tasks (account_id, title, description, status, importance, created_at, updated_at)
                  select a.id, 'Задача ' || n,
                    (select repeat(string_agg(md5(n || '-' || k), ' '), 29) from generate_series(1, 10) k), 'OPEN', 2, now(), now()
                  from accounts a, generate_series(1, ?) n where a.role = 'OWNER' returning 1)
                select count(*) from t""", TASKS)).isEqualTo(TASKS);
        assertThat(arrange.count("""
                with s as (insert into subtasks (account_id, task_id, title, position, created_at)
                  select t.account_id, t.id, 'Шаг ' || n, n, now() from tasks t, generate_series(1, ?) n returning 1)
                select count(*) from s""", SUBTASKS_OF_EACH)).isEqualTo((long) TASKS * SUBTASKS_OF_EACH);

        var archive = folder.resolve("zapiska.zip");
        var owner = signIn("{\"password\":\"forty-two-magpies\",\"login\":\"owner\"}");
        var exported = http.send(request("/export", owner).GET().build(), BodyHandlers.ofFile(archive));
        assertThat(exported.statusCode()).isEqualTo(200);
        assertThat(Files.size(archive)).isGreaterThan(1_000_000);

        var other = signIn("{\"password\":\"forty-two-magpies\",\"login\":\"" + login + "\"}");
        var begun = send(request("/import", other)
                .header("Content-Type", "application/zip")
                .POST(BodyPublishers.ofFile(archive))
                .build());
        assertThat(begun.statusCode()).isEqualTo(202);
        var path = "/imports/" + json.readTree(begun.body()).path("id").asLong();
        var state = new AtomicReference<String>();
        Waiting.until("the import", PATIENCE, () -> {
            // Whoever asks too often hears nothing for a while.
            state.set(look(path, other).path("state").asText());
            return Set.of("done", "failed").contains(state.get());
        });
        assertThat(state).hasValue("done");
        assertThat(arrange.count("select count(*) from tasks where account_id = ?", person.account()))
                .isEqualTo(TASKS);
        assertThat(arrange.count("select count(*) from subtasks where account_id = ?", person.account()))
                .isEqualTo((long) TASKS * SUBTASKS_OF_EACH);
    }

    private String signIn(String body) throws IOException, InterruptedException {
        var answer = send(request("/auth/login", "")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    private JsonNode look(String path, String cookie) {
        try {
            return json.readTree(send(request(path, cookie).GET().build()).body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String cookie) {
        var request = HttpRequest.newBuilder(URI.create(api + path))
                .timeout(Duration.ofMinutes(3))
                .header("X-Requested-With", "zapiska");
        return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }
}
