package app.zapiska.accounts;

import app.zapiska.platform.ClientAddresses;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.Map;

/** The audit log of the present request: whose it is and where it comes from go without saying. */
@RequestScoped
public class AuditTrail {

    private final AuditLog log;
    private final CurrentUser currentUser;
    private final ClientAddresses addresses;
    private final RoutingContext http;

    AuditTrail(AuditLog log, CurrentUser currentUser, ClientAddresses addresses, RoutingContext http) {
        this.log = log;
        this.currentUser = currentUser;
        this.addresses = addresses;
        this.http = http;
    }

    /** As {@link AuditLog#record}. */
    public Uni<Void> note(AuditLog.Event event, Map<String, Object> details) {
        return log.record(event, currentUser.accountId(), addresses.of(http), details);
    }
}
