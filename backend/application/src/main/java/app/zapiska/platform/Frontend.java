package app.zapiska.platform;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Serves the built page out of FRONTEND_DIR, where no nginx does. The few files are read into memory once at the start: a
 * request only chooses among what was found then, so no path can lead anywhere else.
 */
@Singleton
class Frontend {

    private static final int AFTER_RESOURCES = 900_000;
    private static final int SMALLEST_TO_COMPRESS = 1_000;
    private static final Set<String> COMPRESSIBLE =
            Set.of("html", "js", "css", "svg", "json", "webmanifest", "txt", "map");
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html;charset=UTF-8"),
            Map.entry("js", "text/javascript;charset=UTF-8"),
            Map.entry("css", "text/css;charset=UTF-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("webp", "image/webp"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("txt", "text/plain;charset=UTF-8"));

    /** What the build has put beside its files, packed better than there is time for here. */
    private static final Pattern PACKED = Pattern.compile(".*\\.(js|css)\\.(br|gz)");

    /**
     * @param gzipped null when it would not pay
     * @param brotli null when the build has made none
     */
    record StaticFile(String type, String tag, String caching, Buffer content, Buffer gzipped, Buffer brotli) {}

    @Inject
    ProblemAnswers problems;

    private final Map<String, StaticFile> files;

    Frontend(@ConfigProperty(name = "zapiska.frontend-dir") Optional<String> folder) {
        files = folder.filter(path -> !path.isBlank())
                .map(path -> read(Path.of(path)))
                .orElse(Map.of());
    }

    void route(@Observes Router router) {
        if (!files.isEmpty()) {
            router.route().order(AFTER_RESOURCES).handler(this::serve);
        }
    }

    private void serve(RoutingContext request) {
        var method = request.request().method();
        var path = request.normalizedPath();
        if (path.startsWith("/api/") || path.equals("/healthz")) {
            request.next();
            return;
        }
        var file = find(path);
        if (file.isEmpty()) {
            problems.send(request, ProblemType.NOT_FOUND);
            return;
        }
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            request.response().putHeader("Allow", "GET, HEAD");
            problems.send(request, ProblemType.METHOD_NOT_ALLOWED);
            return;
        }
        send(request, file.get());
    }

    /** @param path normalised; without an extension it is one of the page's own addresses */
    Optional<StaticFile> find(String path) {
        var file = files.get(path);
        if (file == null && path.indexOf('.', path.lastIndexOf('/')) < 0) {
            file = files.get("/index.html");
        }
        return Optional.ofNullable(file);
    }

    private static void send(RoutingContext request, StaticFile file) {
        var answer = request.response()
                .putHeader("Content-Type", file.type())
                .putHeader("Cache-Control", file.caching())
                .putHeader("ETag", file.tag());
        if (file.gzipped() != null) {
            answer.putHeader("Vary", "Accept-Encoding");
        }
        var known = request.request().getHeader("If-None-Match");
        if (known != null && known.contains(file.tag())) {
            answer.setStatusCode(304).end();
            return;
        }
        var accepted = Optional.ofNullable(request.request().getHeader("Accept-Encoding"))
                .orElse("")
                .toLowerCase(Locale.ROOT);
        var content = file.content();
        if (file.brotli() != null && accepts(accepted, "br")) {
            answer.putHeader("Content-Encoding", "br");
            content = file.brotli();
        } else if (file.gzipped() != null && accepts(accepted, "gzip")) {
            answer.putHeader("Content-Encoding", "gzip");
            content = file.gzipped();
        }
        answer.putHeader("Content-Length", Integer.toString(content.length()));
        if (request.request().method().equals(HttpMethod.HEAD)) {
            answer.end();
        } else {
            answer.end(content);
        }
    }

    private static boolean accepts(String accepted, String encoding) {
        return accepted.matches(".*\\b" + encoding + "\\b(?!;\\s*q=0).*");
    }

    static Map<String, StaticFile> read(Path folder) {
        if (!Files.isRegularFile(folder.resolve("index.html"))) {
            throw new IllegalStateException(
                    "FRONTEND_DIR has no index.html: " + folder.toAbsolutePath() + ". Build the frontend first.");
        }
        var files = new HashMap<String, StaticFile>();
        try (var found = Files.walk(folder)) {
            for (var file : found.filter(Files::isRegularFile).toList()) {
                var name = folder.relativize(file).toString().replace('\\', '/');
                if (!PACKED.matcher(name).matches()) {
                    files.put("/" + name, read(name, file));
                }
            }
        } catch (IOException unreadable) {
            throw new IllegalStateException("FRONTEND_DIR can't be read: " + folder.toAbsolutePath(), unreadable);
        }
        files.put("/", files.get("/index.html"));
        return Map.copyOf(files);
    }

    private static StaticFile read(String name, Path file) throws IOException {
        var content = Files.readAllBytes(file);
        var extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        var packed = packed(file, ".gz");
        if (packed == null && COMPRESSIBLE.contains(extension) && content.length >= SMALLEST_TO_COMPRESS) {
            packed = Buffer.buffer(gzip(content));
        }
        return new StaticFile(
                TYPES.getOrDefault(extension, "application/octet-stream"),
                tag(content),
                // The names of built assets contain their hash; everything else must be asked for again.
                name.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache",
                Buffer.buffer(content),
                packed,
                packed(file, ".br"));
    }

    private static Buffer packed(Path file, String extension) throws IOException {
        var beside = file.resolveSibling(file.getFileName() + extension);
        return Files.isRegularFile(beside) ? Buffer.buffer(Files.readAllBytes(beside)) : null;
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        }
        return packed.toByteArray();
    }

    private static String tag(byte[] content) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(content);
            return "\"" + HexFormat.of().formatHex(hash, 0, 12) + "\"";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
