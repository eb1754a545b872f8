package app.zapiska.accounts;

import app.zapiska.platform.PublicUrl;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The browser's half of a session: {@code __Host-session} under https, {@code session} on plain localhost. Telegram Web shows the
 * Mini App in a frame, where browsers neither keep nor send an ordinary cookie; there it is {@code __Host-framed}, which the browser
 * sends only below the very site that framed us (CHIPS). Foreign requests are refused for either alike.
 */
@Singleton
class SessionCookie {

    private static final String FRAMED = "__Host-framed";

    private final boolean secure;

    SessionCookie(PublicUrl publicUrl) {
        secure = publicUrl.secure();
    }

    Optional<String> of(RoutingContext request) {
        // In a frame only the second comes; a browser that sends both everywhere is asked for the ordinary one.
        return value(request, name()).or(() -> secure ? value(request, FRAMED) : Optional.empty());
    }

    boolean presentIn(RoutingContext request) {
        return of(request).isPresent();
    }

    NewCookie with(String token, Duration life) {
        return cookie(name(), token, life);
    }

    /** Whether a browser would take the one for frames, which must be secure. */
    boolean fitsFrames() {
        return secure;
    }

    /** A whole header: the library's cookies know no partitions. */
    String framed(String token, Duration life) {
        return FRAMED + "=" + token + "; Path=/; Max-Age=" + life.toSeconds()
                + "; Secure; HttpOnly; SameSite=None; Partitioned";
    }

    /** Takes away whichever there is. */
    void remove(RestResponse.ResponseBuilder<?> answer) {
        answer.cookie(cookie(name(), "", Duration.ZERO));
        if (secure) {
            answer.header("Set-Cookie", framed("", Duration.ZERO));
        }
    }

    private static Optional<String> value(RoutingContext request, String name) {
        return Optional.ofNullable(request.request().getCookie(name)).map(io.vertx.core.http.Cookie::getValue);
    }

    Optional<String> deviceOf(RoutingContext request) {
        return Optional.ofNullable(request.request().getCookie(deviceName())).map(io.vertx.core.http.Cookie::getValue);
    }

    NewCookie device(String seal) {
        return cookie(deviceName(), seal, KnownDevices.LIFE);
    }

    private NewCookie cookie(String name, String value, Duration life) {
        return new NewCookie.Builder(name)
                .value(value)
                .path("/")
                .maxAge((int) life.toSeconds())
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    private String name() {
        return secure ? "__Host-session" : "session";
    }

    private String deviceName() {
        return secure ? "__Host-device" : "device";
    }
}
