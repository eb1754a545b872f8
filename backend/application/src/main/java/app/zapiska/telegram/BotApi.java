package app.zapiska.telegram;

import com.pengrad.telegrambot.request.BaseRequest;
import com.pengrad.telegrambot.utility.BotUtils;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/**
 * One HTTP request for one call of the Bot API, with the library's typed requests but without its {@code TelegramBot}: that
 * one hides the status, whether the request went out, and the difference between no answer and a bad one, and all of
 * these decide whether a reminder may be sent again.
 *
 * <p>Nothing leaves this class with the token in it.
 */
final class BotApi implements AutoCloseable {

    /** Far more than any answer; a hundred updates with long texts stay below 2 MiB. */
    private static final long LONGEST_ANSWER = 4 * 1024 * 1024;

    private final HttpUrl base;
    private final String token;
    private final OkHttpClient client;
    private final OkHttpClient pollingClient;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("telegram-", 0).factory());
    private final MeterRegistry metrics;

    BotApi(URI apiUrl, String token, TelegramConfig config, MeterRegistry metrics) {
        this.token = token;
        this.metrics = metrics;
        this.base = HttpUrl.get(apiUrl.toString())
                .newBuilder()
                .addPathSegment("bot" + token)
                .build();
        // Its default lets five requests run towards one host, and a slow one would hold up every other.
        var dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(64);
        dispatcher.setMaxRequestsPerHost(64);
        this.client = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                // No connection is kept: one that has died in the pool shows it only after the request was written, and
                // the message's fate is unknown. A handshake for each message is the smaller price.
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                // With HTTP/2 many calls share a connection and "was it written" has no clear answer.
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectTimeout(config.connectTimeout())
                .readTimeout(config.readTimeout())
                .writeTimeout(config.readTimeout())
                .callTimeout(config.callTimeout())
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .addNetworkInterceptor(new OneAttempt())
                .eventListenerFactory(call -> new WriteWatch(Attempt.of(call)))
                .build();
        this.pollingClient = client.newBuilder()
                .connectionPool(new ConnectionPool(1, 5, TimeUnit.SECONDS))
                .readTimeout(config.pollReadTimeout())
                .callTimeout(config.pollReadTimeout().plus(config.connectTimeout()))
                .build();
    }

    /** A call under way; its answer always comes, and never exceptionally. */
    record Pending(Call call, CompletableFuture<RawResponse> answer) {
        void cancel() {
            call.cancel();
        }
    }

    CompletableFuture<RawResponse> call(BaseRequest<?, ?> request) {
        return start(client, request).answer();
    }

    /** For a request that Telegram may hold back as long as there is nothing to say. */
    Pending poll(BaseRequest<?, ?> request) {
        return start(pollingClient, request);
    }

    private Pending start(OkHttpClient with, BaseRequest<?, ?> request) {
        var attempt = new Attempt();
        var call = with.newCall(new Request.Builder()
                .url(base.newBuilder().addPathSegment(request.getMethod()).build())
                .post(form(request))
                .tag(Attempt.class, attempt)
                .build());
        var answer = new CompletableFuture<RawResponse>();
        var clock = Timer.start(metrics);
        call.enqueue(new Callback() {
            @Override
            public void onResponse(Call call, Response response) {
                try (response) {
                    finish(new RawResponse.Received(response.code(), bodyOf(response), attempt.retryAfter));
                }
            }

            @Override
            public void onFailure(Call call, IOException failure) {
                finish(attempt.status
                        .<RawResponse>map(status -> new RawResponse.Received(status, new byte[0], attempt.retryAfter))
                        .orElseGet(() -> new RawResponse.Broken(attempt.written, describe(failure))));
            }

            private void finish(RawResponse result) {
                clock.stop(metrics.timer(
                        "zapiska.telegram.calls", "method", request.getMethod(), "outcome", classOf(result)));
                answer.complete(result);
            }
        });
        return new Pending(call, answer);
    }

    /** As the library writes its form bodies. */
    private static FormBody form(BaseRequest<?, ?> request) {
        var form = new FormBody.Builder();
        request.getParameters().forEach((name, value) -> {
            boolean plain = value instanceof CharSequence
                    || value instanceof Number
                    || value instanceof Boolean
                    || value instanceof Enum;
            form.add(name, plain ? value.toString() : BotUtils.toJson(value));
        });
        return form.build();
    }

    private static byte[] bodyOf(Response response) {
        try {
            var source = response.body().source();
            return source.request(LONGEST_ANSWER + 1) ? new byte[0] : source.readByteArray();
        } catch (IOException cutOff) {
            return new byte[0];
        }
    }

    private String describe(IOException failure) {
        var message = failure.getMessage();
        var text = failure.getClass().getSimpleName()
                + (message == null || failure instanceof EOFException ? "" : ": " + message);
        return SingleLine.of(text.replace(token, "…"));
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
        client.dispatcher().cancelAll();
        threads.shutdown();
        client.connectionPool().evictAll();
        pollingClient.connectionPool().evictAll();
    }

    /** What is known of one call while it runs. Written and read on the call's own thread. */
    private static final class Attempt {
        final AtomicBoolean begun = new AtomicBoolean();
        volatile boolean written;
        volatile Optional<Integer> status = Optional.empty();
        volatile Optional<String> retryAfter = Optional.empty();

        static Attempt of(Call call) {
            return call.request().tag(Attempt.class);
        }
    }

    /** The moment before the first byte of the request can leave: a failure from then on is a message of unknown fate. */
    private static final class WriteWatch extends EventListener {
        private final Attempt attempt;

        WriteWatch(Attempt attempt) {
            this.attempt = attempt;
        }

        @Override
        public void requestHeadersStart(Call call) {
            attempt.written = true;
        }
    }

    /**
     * OkHttp posts again by itself: when a kept-alive connection turns out to be closed, on 408, and, whatever its
     * settings say, on 503 with "Retry-After: 0". A second message in the chat is what the whole ledger exists to avoid.
     */
    private static final class OneAttempt implements Interceptor {
        @Override
        public Response intercept(Chain chain) throws IOException {
            var attempt = Attempt.of(chain.call());
            if (!attempt.begun.compareAndSet(false, true)) {
                throw new IOException("not posted a second time");
            }
            var response = chain.proceed(chain.request());
            attempt.status = Optional.of(response.code());
            attempt.retryAfter = Optional.ofNullable(response.header("Retry-After"));
            return response.newBuilder().removeHeader("Retry-After").build();
        }
    }
}
