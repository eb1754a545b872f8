package app.zapiska.channels;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A mail server as RFC 5321 wants it, as strict as one that wants to find mistakes: it notes every bare line feed, every line
 * that is too long, every sign that is not ASCII, every header that is there twice or not at all. What it does to a recipient
 * can be prescribed.
 */
public final class MailServer implements AutoCloseable {

    private static final Pattern ENCODED = Pattern.compile("=\\?UTF-8\\?B\\?([A-Za-z0-9+/=]*)\\?=");
    private static final List<String> ONCE =
            List.of("date", "message-id", "from", "to", "subject", "mime-version", "content-type", "list-unsubscribe");

    /** What happens to letters for somebody. */
    public enum Fault {
        /** There is no such mailbox. */
        NO_MAILBOX,
        GREYLISTED,
        MAILBOX_FULL,
        NO_RELAYING,
        TAKEN_FOR_SPAM,
        /** The letter is taken, and the answer lost. */
        ANSWER_LOST,
        /** The letter is taken, and the answer does not come. */
        TAKEN_IN_SILENCE,
        CLOSES_BEFORE_DATA,
        SAYS_NOTHING
    }

    /** A letter that was taken. */
    public record Taken(String to, Map<String, String> headers, String text, String html) {

        public String subject() {
            return decoded(headers.get("subject"));
        }

        public String messageId() {
            return headers.get("message-id");
        }
    }

    private final ServerSocket socket;
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    public final List<String> complaints = new CopyOnWriteArrayList<>();
    private volatile boolean down;
    private final Optional<SSLContext> tls;
    /** What it says in the open after its consent to TLS. */
    volatile String injected = "";

    /** What was given to sign in with, and only ever under TLS. */
    final List<String> credentials = new CopyOnWriteArrayList<>();

    public MailServer() {
        this(Optional.empty());
    }

    /** @param tls it offers STARTTLS, and takes nothing before */
    MailServer(Optional<SSLContext> tls) {
        this.tls = tls;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** @param fault null: none any more */
    public void fault(String address, Fault fault) {
        if (fault == null) {
            faults.remove(address);
        } else {
            faults.put(address, fault);
        }
    }

    /** It is down for everybody: it takes connections and ends them. */
    public void down(boolean now) {
        down = now;
    }

    public void clear() {
        faults.clear();
        taken.clear();
        down = false;
    }

    public List<Taken> to(String address) {
        return taken.stream().filter(one -> one.to().equals(address)).toList();
    }

    public int count() {
        return taken.size();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var caller = socket.accept();
                Thread.ofVirtual().start(() -> {
                    try (caller) {
                        talk(caller);
                    } catch (IOException gone) {
                        // The other side has hung up.
                    }
                });
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket caller) throws IOException {
        if (down) {
            say(caller.getOutputStream(), "421 4.3.2 not now");
            return;
        }
        say(caller.getOutputStream(), "220 mail.test ESMTP");
        talk(caller, tls.isEmpty());
    }

    private void talk(Socket caller, boolean secure) throws IOException {
        var out = caller.getOutputStream();
        var in = new BufferedInputStream(caller.getInputStream());
        String to = null;
        boolean greeted = false;
        boolean from = false;
        for (var line = line(in); line != null; line = line(in)) {
            var word = line.split(" ")[0].toUpperCase(Locale.ROOT);
            switch (word) {
                case "EHLO" -> {
                    greeted = true;
                    say(
                            out,
                            "250-mail.test",
                            "250-SIZE 1000000",
                            secure ? tls.isPresent() ? "250-AUTH LOGIN PLAIN" : "250-8BITMIME" : "250-STARTTLS",
                            "250 ENHANCEDSTATUSCODES");
                }
                case "STARTTLS" -> {
                    out.write(("220 2.0.0 go\r\n" + injected).getBytes(StandardCharsets.US_ASCII));
                    var under = (SSLSocket)
                            tls.orElseThrow().getSocketFactory().createSocket(caller, null, caller.getPort(), true);
                    under.setUseClientMode(false);
                    talk(under, true);
                    return;
                }
                case "AUTH" -> {
                    credentials.add(new String(Base64.getDecoder().decode(line.split(" ")[2]), StandardCharsets.UTF_8));
                    say(out, secure ? "235 2.7.0 ok" : complain("538 5.7.11 in the open"));
                }
                case "MAIL" -> {
                    from = greeted && secure && line.matches("MAIL FROM:<[^<>\\s]+@[^<>\\s]+>");
                    say(out, from ? "250 2.1.0 ok" : complain("501 5.5.4 " + line));
                }
                case "RCPT" -> {
                    boolean right = from && line.matches("RCPT TO:<[^<>\\s]+@[^<>\\s]+>");
                    to = right ? line.substring(9, line.length() - 1) : null;
                    var fault = right ? faults.get(to) : null;
                    if (fault == Fault.SAYS_NOTHING) {
                        in.read();
                        return;
                    }
                    say(
                            out,
                            !right
                                    ? complain("501 5.5.4 " + line)
                                    : fault == Fault.NO_MAILBOX
                                            ? "550 5.1.1 <" + to + "> no such user"
                                            : fault == Fault.GREYLISTED
                                                    ? "450 4.2.0 <" + to + "> come again"
                                                    : fault == Fault.MAILBOX_FULL
                                                            ? "552 5.2.2 full"
                                                            : fault == Fault.NO_RELAYING
                                                                    ? "550 5.7.1 no relaying"
                                                                    : "250 2.1.5 ok");
                }
                case "DATA" -> {
                    if (to == null) {
                        say(out, complain("503 5.5.1 DATA without RCPT"));
                        return;
                    }
                    if (faults.get(to) == Fault.CLOSES_BEFORE_DATA) {
                        return;
                    }
                    say(out, "354 go on");
                    var letter = new ArrayList<String>();
                    for (var part = line(in); ; part = line(in)) {
                        if (part == null) {
                            return;
                        }
                        if (part.equals(".")) {
                            break;
                        }
                        letter.add(part.startsWith(".") ? part.substring(1) : part);
                    }
                    if (faults.get(to) == Fault.TAKEN_FOR_SPAM) {
                        say(out, "554 5.7.1 spam");
                        break;
                    }
                    taken.add(read(to, letter));
                    if (faults.get(to) == Fault.ANSWER_LOST) {
                        return;
                    }
                    if (faults.get(to) == Fault.TAKEN_IN_SILENCE) {
                        in.read();
                        return;
                    }
                    say(out, "250 2.0.0 queued");
                }
                case "QUIT" -> {
                    say(out, "221 2.0.0 bye");
                    return;
                }
                default -> say(out, complain("502 5.5.1 " + word));
            }
        }
    }

    private String complain(String what) {
        complaints.add(what);
        return what;
    }

    private static void say(OutputStream out, String... lines) throws IOException {
        out.write(Stream.of(lines)
                .map(line -> line + "\r\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        int before = -1;
        for (int next = in.read(); next >= 0; before = next, next = in.read()) {
            if (next == '\n') {
                if (before != '\r') {
                    complaints.add("a bare line feed");
                }
                var text = line.toString(StandardCharsets.US_ASCII);
                if (text.length() > 999) {
                    complaints.add("a line of " + text.length());
                }
                return text.substring(0, Math.max(0, text.length() - 1));
            }
            if (next > 126 || next < 32 && next != '\r' && next != '\t') {
                complaints.add("a byte " + next);
            }
            line.write(next);
        }
        return null;
    }

    private Taken read(String to, List<String> lines) {
        var headers = new LinkedHashMap<String, String>();
        int at = 0;
        String last = null;
        for (; at < lines.size() && !lines.get(at).isEmpty(); at++) {
            var line = lines.get(at);
            if (line.startsWith(" ") && last != null) {
                headers.merge(last, line, String::concat);
                continue;
            }
            int colon = line.indexOf(": ");
            last = colon > 0 ? line.substring(0, colon).toLowerCase(Locale.ROOT) : "?";
            if (headers.put(last, line.substring(colon + 2)) != null || last.equals("?")) {
                complaints.add("twice or broken: " + line);
            }
        }
        ONCE.stream().filter(name -> !headers.containsKey(name)).forEach(name -> complaints.add("without " + name));
        var boundary = "--" + headers.getOrDefault("content-type", "").replaceFirst(".*boundary=\"([^\"]+)\".*", "$1");
        var parts = String.join("\n", lines.subList(at, lines.size())).split(Pattern.quote(boundary));
        if (parts.length != 4 || !parts[3].strip().equals("--")) {
            complaints.add("not of two parts: " + parts.length);
            return new Taken(to, headers, "", "");
        }
        return new Taken(to, headers, content(parts[1], "text/plain"), content(parts[2], "text/html"));
    }

    private String content(String part, String type) {
        int end = part.indexOf("\n\n");
        if (!part.substring(0, end).contains("Content-Type: " + type + "; charset=utf-8")) {
            complaints.add("not " + type);
        }
        return new String(Base64.getMimeDecoder().decode(part.substring(end)), StandardCharsets.UTF_8);
    }

    static String decoded(String header) {
        var words = ENCODED.matcher(header.replaceAll("\\?=\\s+=\\?", "?==?"));
        return words.replaceAll(word -> Matcher.quoteReplacement(
                new String(Base64.getDecoder().decode(word.group(1)), StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
