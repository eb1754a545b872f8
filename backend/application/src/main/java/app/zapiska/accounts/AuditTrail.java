package app.zapiska.accounts;

import app.zapiska.platform.ClientAddresses;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.HashMap;
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

    /** What the caller has done to another account: it stands in that one's log, with who did it. */
    public Uni<Void> noteAbout(long accountId, AuditLog.Event event, Map<String, Object> details) {
        var more = new HashMap<>(details);
        more.put("by", currentUser.accountId());
        return log.record(event, accountId, addresses.of(http), more);
    }
}
