package app.zapiska.channels;

import app.zapiska.platform.CallerContext;
import app.zapiska.platform.PublicUrl;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * One letter to one address by one connection (RFC 5321). Our own, because the engine must know of every failure whether the
 * letter may have gone out: it may from the moment on at which the dot at its end was written, and at no moment before.
 */
@Singleton
class SmtpClient {

    private static final int LONGEST_REPLY = 16_384;
    private static final Pattern LINE = Pattern.compile("[2-5][0-9]{2}(?:[ -].*)?");
    private static final Pattern ENHANCED = Pattern.compile("^([245]\\.[0-9]{1,3}\\.[0-9]{1,3})(?: .*)?$");

    private final Vertx vertx;
    private final MailConfig config;
    private final String host;
    private final NetClient client;

    private final Queue<Conversation> waiting = new ArrayDeque<>();
    private int running;

    @Inject
    SmtpClient(Vertx vertx, MailConfig config, PublicUrl publicUrl) {
        this(vertx, config, publicUrl, new NetClientOptions());
    }

    /** @param options whom else a test trusts */
    SmtpClient(Vertx vertx, MailConfig config, PublicUrl publicUrl, NetClientOptions options) {
        this.vertx = vertx;
        this.config = config;
        this.host = publicUrl.at("/").getHost();
        int connect = Math.toIntExact(config.connectTimeout().toMillis());
        client = vertx.createNetClient(options.setConnectTimeout(connect)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setSslHandshakeTimeout(connect)
                .setSsl(config.tls() == MailConfig.Tls.TLS)
                .setHostnameVerificationAlgorithm("HTTPS"));
    }

    @PreDestroy
    void close() {
        client.close();
    }

    /** Never fails. */
    Uni<MailAnswer> send(MailAddress from, MailAddress to, byte[] letter) {
        return Uni.createFrom().emitter(emitter -> {
            var back = CallerContext.here();
            var conversation = new Conversation(from, to, letter);
            conversation.answer.thenAcceptAsync(emitter::complete, back);
            begin(conversation);
        });
    }

    private void begin(Conversation next) {
        synchronized (waiting) {
            if (running >= config.atOnce()) {
                waiting.add(next);
                return;
            }
            running++;
        }
        vertx.getOrCreateContext().runOnContext(ignored -> next.begin());
    }

    private void ended() {
        Conversation next;
        synchronized (waiting) {
            next = waiting.poll();
            if (next == null) {
                running--;
                return;
            }
        }
        vertx.getOrCreateContext().runOnContext(ignored -> next.begin());
    }

    private record Reply(int code, List<String> lines) {

        boolean consents() {
            return code < 400;
        }

        boolean offers(String capability) {
            return lines.stream()
                    .map(line -> line.toUpperCase(Locale.ROOT))
                    .anyMatch(line -> line.equals(capability) || line.startsWith(capability + " "));
        }

        boolean offersToSignIn(String way) {
            return lines.stream()
                    .map(line -> line.toUpperCase(Locale.ROOT))
                    .filter(line -> line.startsWith("AUTH ") || line.startsWith("AUTH="))
                    .anyMatch(line -> List.of(line.substring(5).split(" ")).contains(way));
        }

        String enhanced() {
            var found = ENHANCED.matcher(lines.getLast());
            return found.matches() ? found.group(1) : "";
        }
    }

    /** Ends a conversation that can't go on; what it amounts to is told already. */
    private static final class Over extends Exception {
        private final transient MailAnswer answer;

        Over(MailAnswer answer) {
            super(null, null, false, false);
            this.answer = answer;
        }
    }

    private final class Conversation {

        private final CompletableFuture<MailAnswer> answer = new CompletableFuture<>();
        private final MailAddress from;
        private final MailAddress to;
        private final byte[] letter;
        private final long deadline;

        private final List<String> lines = new ArrayList<>();
        private Buffer unread = Buffer.buffer();
        private Promise<Reply> awaited;
        private NetSocket socket;
        /** From here on a failure is a letter of unknown fate. */
        private boolean given;

        private boolean begun;

        Conversation(MailAddress from, MailAddress to, byte[] letter) {
            this.from = from;
            this.to = to;
            this.letter = letter;
            // From the moment it was asked for: who waits for a free line waits on the engine's time.
            deadline = vertx.setTimer(config.callTimeout().toMillis(), expired -> fail("no answer in time"));
        }

        void begin() {
            synchronized (this) {
                if (answer.isDone()) {
                    ended();
                    return;
                }
                begun = true;
            }
            client.connect(config.effectivePort(), config.host().orElseThrow())
                    .compose(this::greeted)
                    .compose(reply -> config.tls() == MailConfig.Tls.STARTTLS ? secured(reply) : said(reply))
                    .compose(this::signedIn)
                    .compose(ready -> said("MAIL", "MAIL FROM:<" + from + ">"))
                    .compose(taken -> said("RCPT", "RCPT TO:<" + to + ">"))
                    .compose(taken -> said("DATA", "DATA"))
                    .compose(open -> delivered())
                    .onSuccess(taken -> {
                        finish(new MailAnswer.Accepted());
                        socket.write("QUIT\r\n");
                        socket.close();
                    })
                    .onFailure(this::fail);
        }

        private Future<Reply> said(Reply reply) {
            return Future.succeededFuture(reply);
        }

        private Future<Reply> greeted(NetSocket connected) {
            socket = connected;
            if (answer.isDone()) {
                socket.close();
                return Future.failedFuture("too late");
            }
            socket.handler(this::read);
            socket.exceptionHandler(this::fail);
            socket.closeHandler(closed -> fail("the connection was closed"));
            return reply("the greeting").compose(greeting -> said("EHLO", "EHLO " + host));
        }

        private Future<Reply> secured(Reply capabilities) {
            if (!capabilities.offers("STARTTLS")) {
                return over("the server offers no STARTTLS", true);
            }
            return said("STARTTLS", "STARTTLS")
                    .compose(ready -> {
                        // What came in the open must not count as said under TLS.
                        return unread.length() > 0 ? over("words before TLS", false) : socket.upgradeToSsl();
                    })
                    .compose(secure -> said("EHLO", "EHLO " + host));
        }

        private Future<Reply> signedIn(Reply capabilities) {
            if (config.user().isEmpty()) {
                return said(capabilities);
            }
            var user = config.user().get();
            var password = config.password().orElse("");
            if (capabilities.offersToSignIn("PLAIN")) {
                return said("AUTH", "AUTH PLAIN " + base64("\0" + user + "\0" + password));
            }
            return capabilities.offersToSignIn("LOGIN")
                    ? said("AUTH", "AUTH LOGIN")
                            .compose(asked -> said("AUTH", base64(user)))
                            .compose(asked -> said("AUTH", base64(password)))
                    : over("the server offers neither AUTH PLAIN nor LOGIN", true);
        }

        private Future<Reply> delivered() {
            synchronized (this) {
                if (answer.isDone()) {
                    return Future.failedFuture("too late");
                }
                given = true;
            }
            var reply = reply("the letter");
            socket.write(Buffer.buffer(letter).appendString(".\r\n")).onFailure(this::fail);
            return reply;
        }

        private Future<Reply> said(String stage, String line) {
            var reply = reply(stage);
            socket.write(line + "\r\n").onFailure(this::fail);
            return reply;
        }

        private Future<Reply> reply(String stage) {
            awaited = Promise.promise();
            return awaited.future()
                    .compose(reply -> reply.consents()
                            ? Future.succeededFuture(reply)
                            : Future.failedFuture(new Over(MailAnswer.refused(stage, reply.code(), reply.enhanced()))));
        }

        private void read(Buffer more) {
            unread.appendBuffer(more);
            for (int end = end(); end >= 0; end = end()) {
                var line = unread.getString(0, end).stripTrailing();
                unread = unread.getBuffer(end + 1, unread.length());
                if (!LINE.matcher(line).matches() || awaited == null) {
                    fail("not the words of a mail server");
                    return;
                }
                lines.add(line.substring(Math.min(4, line.length())));
                if (line.length() == 3 || line.charAt(3) == ' ') {
                    var reply = new Reply(Integer.parseInt(line.substring(0, 3)), List.copyOf(lines));
                    lines.clear();
                    var whoWaits = awaited;
                    awaited = null;
                    whoWaits.complete(reply);
                }
            }
            if (unread.length() + lines.stream().mapToInt(String::length).sum() > LONGEST_REPLY) {
                fail("too long an answer");
            }
        }

        private int end() {
            for (int place = 0; place < unread.length(); place++) {
                if (unread.getByte(place) == '\n') {
                    return place;
                }
            }
            return -1;
        }

        private <T> Future<T> over(String why, boolean forGood) {
            return Future.failedFuture(new Over(new MailAnswer.NotSent(why, forGood)));
        }

        private void fail(Throwable failure) {
            if (failure instanceof Over over) {
                finish(over.answer);
                if (socket != null) {
                    socket.close();
                }
            } else {
                fail(failure.getClass().getSimpleName());
            }
        }

        private void fail(String why) {
            MailAnswer end;
            synchronized (this) {
                end = given ? new MailAnswer.Unknown(why) : new MailAnswer.NotSent(why, false);
            }
            finish(end);
            if (socket != null) {
                socket.close();
            }
        }

        private void finish(MailAnswer result) {
            boolean mine;
            synchronized (this) {
                mine = answer.complete(result) && begun;
            }
            if (mine) {
                vertx.cancelTimer(deadline);
                ended();
            }
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
