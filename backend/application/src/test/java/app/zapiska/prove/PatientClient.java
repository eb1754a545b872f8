package app.zapiska.prove;

import app.zapiska.prove.Evidence.Attempt;
import app.zapiska.prove.Evidence.Told;
import app.zapiska.prove.Script.Act;
import app.zapiska.proxy.Client;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A person's page and script. Whatever is not answered is asked again, of one replica and the other in turn, as the page and
 * nginx do, until it is or patience ends; each try is noted.
 *
 * @param pages signed in, one for each replica
 * @param scripts the same, without a cookie
 */
record PatientClient(int person, List<Client> pages, List<Client> scripts, String token, Journal journal)
        implements AutoCloseable {

    private static final String BASE = "/api/v1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A key that a killed process has left behind is free after a minute. */
    private static final Duration PATIENCE_WITH_A_KEY = Duration.ofSeconds(110);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(400);

    /** @param atOnce false when it was asked for more than once, and the first try may still be at work somewhere */
    record Answer(HttpResponse<String> response, boolean atOnce) {
        int status() {
            return response.statusCode();
        }

        String body() {
            return response.body();
        }
    }

    /**
     * @param body null for none
     * @param mark what it is about, from which a key of idempotency is made; null for none
     * @return empty when there was no answer for as long as patience lasts
     */
    Optional<Answer> ask(Act act, String method, String path, JsonObject body, String mark) {
        boolean byScript = act.operation().way == Operation.Way.SCRIPT;
        var headers = new ArrayList<String>();
        if (byScript) {
            headers.addAll(List.of("Authorization", "Bearer " + token));
        }
        if (mark != null) {
            headers.addAll(List.of("Idempotency-Key", "key-" + person + "-" + mark.replaceAll("\\D", "")));
        }
        if (method.equals("DELETE")) {
            headers.addAll(List.of("If-Match", "*"));
        }
        var replicas = byScript ? scripts : pages;
        var patience = Instant.now().plus(mark == null ? PATIENCE : PATIENCE_WITH_A_KEY);
        for (int tries = 0; Instant.now().isBefore(patience); tries++) {
            int replica = (act.pick() + tries) % replicas.size();
            var answer = tryOnce(replicas.get(replica), replica, method, path, body, headers.toArray(String[]::new));
            if (answer.isPresent() && !again(answer.get())) {
                return Optional.of(new Answer(answer.get(), tries == 0));
            }
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
        return Optional.empty();
    }

    /** What stands there when nothing is broken any more. */
    HttpResponse<String> atRest(String path) {
        return pages.getFirst().get(BASE + path);
    }

    static Told told(Optional<Answer> answer) {
        return answer.map(one -> one.status() / 100 == 2 || doneBefore(one) ? Told.DONE : Told.REFUSED)
                .orElse(Told.UNSURE);
    }

    /** By a try whose answer was lost: so says the product, and what is deleted is not found by the next. */
    private static boolean doneBefore(Answer answer) {
        return answer.status() == 409 && answer.body().contains("потерялся только ответ")
                || answer.status() == 404
                        && !answer.atOnce()
                        && answer.response().request().method().equals("DELETE");
    }

    private static boolean again(HttpResponse<String> answer) {
        return answer.statusCode() >= 500
                || answer.statusCode() == 409 && answer.body().contains("ещё выполняется");
    }

    private Optional<HttpResponse<String>> tryOnce(
            Client client, int replica, String method, String path, JsonObject body, String... headers) {
        var begin = Instant.now();
        Optional<HttpResponse<String>> answer;
        try {
            answer = Optional.of(
                    switch (method) {
                        case "GET" -> client.get(BASE + path, headers);
                        case "DELETE" -> client.delete(BASE + path, headers);
                        default -> client.post(BASE + path, body.encode(), headers);
                    });
        } catch (UncheckedIOException lost) {
            answer = Optional.empty();
        }
        journal.tried(new Attempt(
                person,
                replica,
                method + " " + path,
                begin,
                Instant.now(),
                answer.map(HttpResponse::statusCode).orElse(Attempt.NONE)));
        return answer;
    }

    @Override
    public void close() {
        pages.forEach(Client::close);
        scripts.forEach(Client::close);
    }
}
