package app.zapiska.platform;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What browsers are told with every answer, errors and files included. */
@Singleton
class SecurityHeaders {

    private static final int FIRST = 1000;

    private static final String POLICY = """
            default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
            font-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
            frame-ancestors 'none'""";

    /** Of the Mini App, which Telegram Web shows in a frame; its other clients show it as a page of its own. */
    private static final String POLICY_OF_MINI_APP =
            POLICY.replace("frame-ancestors 'none'", "frame-ancestors https://web.telegram.org");

    // The documentation page is somebody else's and starts itself with an inline script; off in production.
    private static final String POLICY_OF_DOCS = """
            default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; \
            img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; frame-ancestors 'none'""";

    private final boolean secure;
    private final boolean docs;

    SecurityHeaders(PublicUrl publicUrl, @ConfigProperty(name = "quarkus.swagger-ui.enabled") Optional<Boolean> docs) {
        this.secure = publicUrl.secure();
        this.docs = docs.orElse(false);
    }

    void register(@Observes Filters filters) {
        filters.register(this::add, FIRST);
    }

    private void add(RoutingContext request) {
        // At the end, because error handling starts an answer anew without the headers it had.
        request.addHeadersEndHandler(ignored -> write(path(request), request.response()));
        request.next();
    }

    /** One that can't be read is answered by us, too. */
    private static String path(RoutingContext request) {
        try {
            return request.normalizedPath();
        } catch (IllegalArgumentException unreadable) {
            return "/api/";
        }
    }

    /** What may be kept by whoever asked, to be asked for again: an answer with a tag that is no secret of a page. */
    private static boolean saysItself(HttpServerResponse answer) {
        return "private, no-cache".equals(answer.headers().get("Cache-Control"));
    }

    private void write(String path, HttpServerResponse answer) {
        var headers = answer.headers();
        boolean miniApp = path.equals("/telegram") || path.startsWith("/telegram/");
        headers.set(
                "Content-Security-Policy",
                docs && path.startsWith("/api/docs") ? POLICY_OF_DOCS : miniApp ? POLICY_OF_MINI_APP : POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        // It knows no single site that may.
        if (!miniApp) {
            headers.set("X-Frame-Options", "DENY");
        }
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        if (secure) {
            headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
        boolean refusal = Problem.MEDIA_TYPE.equals(headers.get("Content-Type"));
        if (refusal || (path.startsWith("/api/") || path.equals("/healthz")) && !saysItself(answer)) {
            headers.set("Cache-Control", "no-store");
        }
    }
}
