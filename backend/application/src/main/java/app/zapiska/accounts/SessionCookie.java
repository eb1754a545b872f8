package app.zapiska.accounts;

import app.zapiska.platform.PublicUrl;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.Optional;

/** The browser's half of a session: {@code __Host-session} under https, {@code session} on plain localhost. */
@Singleton
class SessionCookie {

    private final boolean secure;

    SessionCookie(PublicUrl publicUrl) {
        secure = publicUrl.secure();
    }

    Optional<String> of(RoutingContext request) {
        return Optional.ofNullable(request.request().getCookie(name())).map(io.vertx.core.http.Cookie::getValue);
    }

    boolean presentIn(RoutingContext request) {
        return request.request().getCookie(name()) != null;
    }

    NewCookie with(String token) {
        return cookie(name(), token, Session.LIFE);
    }

    NewCookie removed() {
        return cookie(name(), "", Duration.ZERO);
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
