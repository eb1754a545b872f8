package app.zapiska.telegram;

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
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One HTTP request for one call of the Bot API, with the library's typed requests but without its {@code TelegramBot}: that
 * one hides the status, whether the request went out, and the difference between no answer and a bad one, and all of
 * these decide whether a reminder may be sent again.
 *
 * <p>Nothing leaves this class with the token in it.
 */
final class BotApi implements AutoCloseable {

    /** Far more than any answer; a hundred updates with long texts stay below 2 MiB. */
    private static final int LONGEST_ANSWER = 4 * 1024 * 1024;

    private final String base;
    private final String token;
    private final TelegramConfig config;
    private final Vertx vertx;
    private final HttpClient client;
    private final HttpClient pollingClient;
    private final MeterRegistry metrics;

    BotApi(URI apiUrl, String token, TelegramConfig config, MeterRegistry metrics, Vertx vertx) {
        this.token = token;
        this.metrics = metrics;
        this.config = config;
        this.vertx = vertx;
        this.base = apiUrl.toString().replaceAll("/+$", "") + "/bot" + token + "/";
        this.client = vertx.createHttpClient(options(config.readTimeout()).setKeepAlive(false));
        this.pollingClient = vertx.createHttpClient(
                options(config.pollReadTimeout()).setKeepAlive(true).setKeepAliveTimeout(5));
    }

    private HttpClientOptions options(Duration readTimeout) {
        return new HttpClientOptions()
                .setMaxPoolSize(64)
                .setPipelining(false)
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setReadIdleTimeout((int) readTimeout.toMillis())
                .setSslHandshakeTimeout(config.connectTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    record Pending(Runnable cancelling, CompletableFuture<RawResponse> answer) {
        void cancel() {
            cancelling.run();
        }
    }

    CompletableFuture<RawResponse> call(BaseRequest<?, ?> request) {
        return start(client, config.callTimeout(), request).answer();
    }

    Pending poll(BaseRequest<?, ?> request) {
        return start(pollingClient, config.pollReadTimeout().plus(config.connectTimeout()), request);
    }

    private Pending start(HttpClient with, Duration atMost, BaseRequest<?, ?> request) {
        var attempt = new Attempt(request.getMethod());
        attempt.timer = vertx.setTimer(atMost.toMillis(), id -> attempt.fail("the call took too long"));
        with.request(new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(base + request.getMethod()))
                .onFailure(attempt::fail)
                .onSuccess(connected -> attempt.post(connected, form(request)));
        return new Pending(() -> attempt.fail("cancelled"), attempt.answer);
    }

    private static Buffer form(BaseRequest<?, ?> request) {
        var form = new StringBuilder(1024);
        request.getParameters().forEach((name, value) -> {
            boolean plain = value instanceof CharSequence
                    || value instanceof Number
                    || value instanceof Boolean
                    || value instanceof Enum;
            form.append(form.isEmpty() ? "" : "&")
                    .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(
                            plain ? value.toString() : BotUtils.toJson(value), StandardCharsets.UTF_8));
        });
        return Buffer.buffer(form.toString());
    }

    private final class Attempt {
        final CompletableFuture<RawResponse> answer = new CompletableFuture<>();
        final Timer.Sample clock = Timer.start(metrics);
        final String method;
        long timer;
        boolean written;
        HttpClientRequest request;
        HttpClientResponse response;
        Buffer body = Buffer.buffer();

        Attempt(String method) {
            this.method = method;
        }

        synchronized void post(HttpClientRequest connected, Buffer form) {
            request = connected;
            if (answer.isDone()) {
                connected.reset();
                return;
            }
            written = true;
            connected.putHeader("Content-Type", "application/x-www-form-urlencoded");
            connected.response().onFailure(this::fail).onSuccess(this::read);
            connected.send(form).onFailure(this::fail);
        }

        synchronized void read(HttpClientResponse received) {
            response = received;
            received.handler(piece -> {
                body.appendBuffer(piece);
                if (body.length() > LONGEST_ANSWER) {
                    received(new byte[0]);
                }
            });
            received.exceptionHandler(cutOff -> received(new byte[0]));
            received.endHandler(ended -> received(body.getBytes()));
        }

        void received(byte[] what) {
            finish(new RawResponse.Received(
                    response.statusCode(), what, Optional.ofNullable(response.getHeader("Retry-After"))));
        }

        synchronized void fail(Throwable failure) {
            fail(failure.getClass().getSimpleName()
                    + (failure.getMessage() == null ? "" : ": " + failure.getMessage()));
        }

        synchronized void fail(String why) {
            if (response != null) {
                received(new byte[0]);
            } else {
                finish(new RawResponse.Broken(written, SingleLine.of(why.replace(token, "…"))));
            }
        }

        private void finish(RawResponse result) {
            vertx.cancelTimer(timer);
            if (answer.complete(result)) {
                clock.stop(metrics.timer("zapiska.telegram.calls", "method", method, "outcome", classOf(result)));
                if (request != null && !(result instanceof RawResponse.Received done && done.body().length > 0)) {
                    request.reset();
                }
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
