package app.zapiska.accounts;

import app.zapiska.platform.ProblemException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.PublicUrl;
import app.zapiska.platform.RequestBodies;
import app.zapiska.platform.Wording;
import io.quarkus.logging.Log;
import io.quarkus.security.Authenticated;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ResourceInfo;
import java.util.Locale;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses what a foreign page sends in a person's name (CSRF), and changes by those who may only read. */
class RequestGuard {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    // What any page may send anywhere without asking, also without a type; other wrong types are an honest mistake and
    // answered with 415.
    private static final Set<String> TYPES_OF_FORMS =
            Set.of("", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data");

    @Inject
    SessionCookie cookie;

    @Inject
    PublicUrl publicUrl;

    @Inject
    ForeignOrigins foreignOrigins;

    /** Every change by cookie, whatever its address looks like and whether anything answers there. */
    @ServerRequestFilter(preMatching = true)
    void refuseForeignPages(RoutingContext http) {
        if (http.request().getHeader("Authorization") == null && cookie.presentIn(http)) {
            refuseForeign(http.request());
        }
    }

    /**
     * What strangers may call, such as signing in: a foreign page could use up a person's tries, or sign them in to somebody
     * else's account without their notice. Judged by the route that will run, since one route has many spellings.
     */
    @ServerRequestFilter(priority = 1)
    void refuseForeignPagesOfStrangers(RoutingContext http, ResourceInfo resource) {
        if (isOpen(resource) && !resource.getResourceClass().isAnnotationPresent(ForServers.class)) {
            refuseForeign(http.request());
        }
    }

    private static boolean isOpen(ResourceInfo resource) {
        var method = resource.getResourceMethod();
        return method.isAnnotationPresent(PermitAll.class)
                || resource.getResourceClass().isAnnotationPresent(PermitAll.class)
                        && !method.isAnnotationPresent(Authenticated.class)
                        && !method.isAnnotationPresent(RolesAllowed.class);
    }

    private void refuseForeign(HttpServerRequest request) {
        if (SAFE.contains(request.method().name())) {
            return;
        }
        if (!"zapiska".equals(request.getHeader("X-Requested-With"))
                || RequestBodies.comesWith(request) && TYPES_OF_FORMS.contains(mediaType(request))
                || "cross-site".equals(request.getHeader("Sec-Fetch-Site"))
                || foreign(request)) {
            throw new ProblemException(ProblemType.CSRF);
        }
    }

    private boolean foreign(HttpServerRequest request) {
        var origin = request.getHeader("Origin");
        if (origin == null || origin.equals(publicUrl.origin())) {
            return false;
        }
        // On plain http people come by localhost, 127.0.0.1 or a name of their own network; a browser sends the host
        // it really asks, which a foreign page can't choose.
        var foreign = publicUrl.secure()
                || request.authority() == null
                || !origin.equals("http://" + request.authority().toString());
        if (foreign) {
            foreignOrigins.refused(origin, publicUrl.origin()).ifPresent(Log::warn);
        }
        return foreign;
    }

    private static String mediaType(HttpServerRequest request) {
        var type = request.getHeader("Content-Type");
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    @ServerRequestFilter
    void refuseReaders(RoutingContext http, ResourceInfo resource) {
        AccountPrincipal identified = http.get(AccountPrincipal.class.getName());
        if (identified == null
                || identified.mayWrite()
                || SAFE.contains(http.request().method().name())
                || resource.getResourceMethod().isAnnotationPresent(AllowedForReadOnly.class)) {
            return;
        }
        throw new ProblemException(
                ProblemType.FORBIDDEN,
                Wording.of(
                        AccountMessages.class,
                        identified.role().mayWrite()
                                ? AccountMessages::tokenReadsOnly
                                : AccountMessages::accountReadsOnly));
    }
}
