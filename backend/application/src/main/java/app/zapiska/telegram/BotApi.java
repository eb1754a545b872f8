package app.zapiska.telegram;

import com.pengrad.telegrambot.request.AbstractMultipartRequest;
import com.pengrad.telegrambot.request.BaseRequest;
import com.pengrad.telegrambot.utility.BotUtils;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One HTTP request for one call of the Bot API, with the library's typed requests but without its {@code TelegramBot}: that
 * one hides the status, whether the request went out, and the difference between no answer and a bad one, and all of
 * these decide whether a reminder may be sent again.
 *
 * <p>Vert.x's client posts once and never again by itself, whatever is answered, and calls run on their caller's event
 * loop, without threads of their own.
 *
 * <p>Nothing leaves this class with the token in it.
 */
final class BotApi implements AutoCloseable {

    /** Far more than any answer; a hundred updates with long texts stay below 2 MiB. */
    private static final int LONGEST_ANSWER = 4 * 1024 * 1024;

    private static final int AT_ONCE = 64;

    private final String base;
    private final String token;
    private final TelegramConfig config;
    private final Vertx vertx;
    private final Routes routes;
    private final HttpClient client;
    private final HttpClient pollingClient;
    private final MeterRegistry metrics;

    BotApi(URI apiUrl, String token, TelegramConfig config, MeterRegistry metrics, Vertx vertx, Routes routes) {
        this.token = token;
        this.metrics = metrics;
        this.config = config;
        this.vertx = vertx;
        this.routes = routes;
        this.base = apiUrl.toString().replaceAll("/+$", "") + "/bot" + token + "/";
        // No connection is kept: one that has died in the pool shows it only after the request was written, and the
        // message's fate is unknown. A handshake for each message is the smaller price.
        this.client = client(options(config.readTimeout()).setKeepAlive(false));
        this.pollingClient = client(options(config.pollReadTimeout()).setKeepAliveTimeout(5));
    }

    private HttpClient client(HttpClientOptions options) {
        return vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions().setHttp1MaxSize(AT_ONCE))
                // What ends a connection ends its call, which says so; the client would log it once more.
                .withConnectHandler(connection -> connection.exceptionHandler(told -> {}))
                .build();
    }

    /** HTTP/1.1, where a connection carries one call, and "was it written" has a clear answer. */
    private HttpClientOptions options(Duration readTimeout) {
        int connect = Math.toIntExact(config.connectTimeout().toMillis());
        return new HttpClientOptions()
                .setConnectTimeout(connect)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setSslHandshakeTimeout(connect)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setReadIdleTimeout(Math.toIntExact(readTimeout.toMillis()));
    }

    /** A call under way; its answer always comes, and never exceptionally. */
    record Pending(Runnable cancelling, CompletableFuture<RawResponse> answer) {
        void cancel() {
            cancelling.run();
        }
    }

    CompletableFuture<RawResponse> call(BaseRequest<?, ?> request) {
        return start(client, config.callTimeout(), request).answer();
    }

    /** For a request that Telegram may hold back as long as there is nothing to say. */
    Pending poll(BaseRequest<?, ?> request) {
        return start(pollingClient, config.pollReadTimeout().plus(config.connectTimeout()), request);
    }

    private Pending start(HttpClient with, Duration atMost, BaseRequest<?, ?> request) {
        var attempt = new Attempt(with, request);
        attempt.begin(atMost);
        return new Pending(() -> attempt.fail("cancelled"), attempt.answer);
    }

    private record Content(String type, Buffer body) {}

    /** As the library writes its bodies: with a file in them, or as a form. */
    private static Content content(BaseRequest<?, ?> request) {
        return request instanceof AbstractMultipartRequest<?> file && file.isMultipartRequest()
                ? parts(file)
                : new Content("application/x-www-form-urlencoded", form(request));
    }

    private static Buffer form(BaseRequest<?, ?> request) {
        var form = new StringBuilder(1024);
        request.getParameters()
                .forEach((name, value) -> form.append(form.isEmpty() ? "" : "&")
                        .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                        .append('=')
                        .append(URLEncoder.encode(text(value), StandardCharsets.UTF_8)));
        return Buffer.buffer(form.toString());
    }

    private static Content parts(AbstractMultipartRequest<?> request) {
        // Nobody who writes into such a message knows it beforehand, so that nothing they write ends its part.
        var boundary = "zapiska-" + UUID.randomUUID();
        var body = Buffer.buffer();
        request.getParameters().forEach((name, value) -> {
            body.appendString("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + '"');
            if (value instanceof byte[] file) {
                body.appendString("; filename=\"" + request.getContentFileName() + "\"\r\nContent-Type: "
                                + request.getContentMimeType() + "\r\n\r\n")
                        .appendBytes(file)
                        .appendString("\r\n");
            } else {
                body.appendString("\r\n\r\n" + text(value) + "\r\n");
            }
        });
        body.appendString("--" + boundary + "--\r\n");
        return new Content("multipart/form-data; boundary=" + boundary, body);
    }

    private static String text(Object value) {
        boolean plain = value instanceof CharSequence
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Enum;
        return plain ? value.toString() : BotUtils.toJson(value);
    }

    /** What is known of one call while it runs. Whoever cancels it or waits too long may be on another thread. */
    private final class Attempt {

        final CompletableFuture<RawResponse> answer = new CompletableFuture<>();

        private final HttpClient with;
        private final String method;
        private final Content content;
        private final Timer.Sample clock = Timer.start(metrics);
        private final Buffer body = Buffer.buffer();
        private long deadline;
        private boolean written;
        private HttpClientRequest request;
        private HttpClientResponse response;

        Attempt(HttpClient with, BaseRequest<?, ?> request) {
            this.with = with;
            this.method = request.getMethod();
            this.content = content(request);
        }

        synchronized void begin(Duration atMost) {
            deadline = vertx.setTimer(atMost.toMillis(), expired -> fail("no answer in time"));
            routes.to(base + method).onFailure(this::fail).onSuccess(this::connect);
        }

        /** Tries the next way when one can't be connected: nothing was written yet. */
        private void connect(Iterator<RequestOptions> ways) {
            with.request(ways.next()).onSuccess(this::post).onFailure(failure -> {
                if (ways.hasNext() && !answer.isDone()) {
                    connect(ways);
                } else {
                    fail(failure);
                }
            });
        }

        private synchronized void post(HttpClientRequest connected) {
            if (answer.isDone()) {
                connected.reset();
                return;
            }
            request = connected;
            // From here on a failure is a message of unknown fate.
            written = true;
            connected.response().onFailure(this::fail).onSuccess(this::read);
            connected
                    .exceptionHandler(this::fail)
                    .putHeader("Content-Type", content.type())
                    .send(content.body())
                    .onFailure(this::fail);
        }

        private synchronized void read(HttpClientResponse received) {
            response = received;
            received.exceptionHandler(cutOff -> received(new byte[0]));
            received.endHandler(ended -> received(body.getBytes()));
            received.handler(piece -> {
                if (body.length() + piece.length() > LONGEST_ANSWER) {
                    received(new byte[0]);
                } else {
                    body.appendBuffer(piece);
                }
            });
        }

        private void fail(Throwable failure) {
            var message = failure.getMessage();
            fail(failure.getClass().getSimpleName() + (message == null ? "" : ": " + message));
        }

        /** A status that has come is an answer, however its body ended. */
        synchronized void fail(String why) {
            if (response != null) {
                received(new byte[0]);
            } else {
                finish(new RawResponse.Broken(written, SingleLine.of(why.replace(token, "…"))));
            }
        }

        private synchronized void received(byte[] whole) {
            finish(new RawResponse.Received(
                    response.statusCode(), whole, Optional.ofNullable(response.getHeader("Retry-After"))));
        }

        private void finish(RawResponse result) {
            vertx.cancelTimer(deadline);
            if (answer.isDone()) {
                return;
            }
            try {
                clock.stop(metrics.timer("zapiska.telegram.calls", "method", method, "outcome", classOf(result)));
                boolean whole = result instanceof RawResponse.Received received && received.body().length > 0;
                if (request != null && !whole) {
                    request.reset();
                }
            } finally {
                // The deadline is gone: nobody else would ever answer the caller.
                answer.complete(result);
            }
        }
    }

    private static String classOf(RawResponse answer) {
        return switch (ApiResult.of(answer)) {
            case ApiResult.Accepted accepted -> "ok";
            case ApiResult.Refused refused ->
                refused.code() == 429 ? "too many requests" : refused.code() < 500 ? "refused" : "server error";
            case ApiResult.Foreign foreign -> foreign.status() < 400 ? "unknown" : "server error";
            case ApiResult.NotSent notSent -> "not sent";
            case ApiResult.Lost lost -> "unknown";
        };
    }

    @Override
    public void close() {
        client.close();
        pollingClient.close();
    }
}
