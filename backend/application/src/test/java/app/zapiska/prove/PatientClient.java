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
import java.util.stream.Stream;

/**
 * A person's page and script. Whatever is not answered is asked again, of one replica and the other and through nginx in turn,
 * until it is or patience ends; each try is noted.
 *
 * @param pages signed in, one for each door
 * @param scripts the same, without a cookie
 */
record PatientClient(int person, List<Door> pages, List<Door> scripts, String token, Journal journal)
        implements AutoCloseable {

    private static final String BASE = "/api/v1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A key that a killed process has left behind is free after a minute. */
    private static final Duration PATIENCE_WITH_A_KEY = Duration.ofSeconds(110);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(400);

    /** @param replica that it leads to, or {@link Attempt#THROUGH_NGINX} */
    record Door(int replica, Client client) {}

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
        var doors = byScript ? scripts : pages;
        var patience = Instant.now().plus(mark == null ? PATIENCE : PATIENCE_WITH_A_KEY);
        for (int tries = 0; Instant.now().isBefore(patience); tries++) {
            var door = doors.get((act.pick() + tries) % doors.size());
            var answer = tryOnce(door, method, path, body, headers.toArray(String[]::new));
            if (answer.isPresent() && !again(answer.get())) {
                // nginx may have asked twice by itself.
                return Optional.of(new Answer(answer.get(), tries == 0 && door.replica() != Attempt.THROUGH_NGINX));
            }
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
        return Optional.empty();
    }

    /** What stands there when nothing is broken any more. */
    HttpResponse<String> atRest(String path) {
        return pages.getFirst().client().get(BASE + path);
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
            Door door, String method, String path, JsonObject body, String... headers) {
        var client = door.client();
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
                door.replica(),
                method + " " + path,
                begin,
                Instant.now(),
                answer.map(HttpResponse::statusCode).orElse(Attempt.NONE)));
        return answer;
    }

    @Override
    public void close() {
        Stream.of(pages, scripts)
                .flatMap(List::stream)
                .forEach(door -> door.client().close());
    }
}
