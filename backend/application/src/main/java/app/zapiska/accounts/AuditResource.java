package app.zapiska.accounts;

import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.LocalMoment;
import app.zapiska.platform.Page;
import app.zapiska.platform.PageRequest;
import app.zapiska.platform.PlatformMessages;
import app.zapiska.platform.Wording;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Who came in, who was refused, who changed the access and who deleted or took along what (A5). */
@Cancellable(false)
@Path("/audit")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "People")
class AuditResource {

    private final AuditViews log;
    private final AuthenticatedUser caller;

    AuditResource(AuditViews log, AuthenticatedUser caller) {
        this.log = log;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listAudit",
            summary = "The audit log, the newest first",
            description = "The owner sees everybody's and that of strangers, others what concerns their own account.")
    public Uni<Page<AuditViews.View>> list(
            @RestQuery
                    @Parameter(
                            description = "The first day, in the caller's zone",
                            schema = @Schema(implementation = LocalDate.class))
                    String from,
            @RestQuery
                    @Parameter(
                            description = "The last day, included",
                            schema = @Schema(implementation = LocalDate.class))
                    String to,
            @RestQuery @Parameter(description = "One kind of event, such as wrong-password") String event,
            @RestQuery
                    @Parameter(
                            description = "One account's, for the owner; others see their own",
                            schema = @Schema(implementation = Long.class))
                    String account,
            @BeanParam PageRequest page) {
        var whose = number("account", account);
        var own = caller.accountId();
        if (!caller.isOwner() && whose.isPresent() && whose.get() != own) {
            caller.onlyOwner();
        }
        var filter = new AuditViews.Filter(
                caller.isOwner() ? whose : Optional.of(own), day("from", from, 0), day("to", to, 1), event(event));
        return log.page(filter, page.cursor(), page.limit());
    }

    private static Optional<Long> number(String field, String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException notANumber) {
            throw new Invalid(field, Wording.of(PlatformMessages.class, PlatformMessages::validation));
        }
    }

    private Optional<Instant> day(String field, String text, int after) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalMoment.parseDate(text)
                    .plusDays(after)
                    .atStartOfDay(caller.settings().zone())
                    .toInstant());
        } catch (DateTimeException notADay) {
            throw new Invalid(field, Wording.of(PlatformMessages.class, PlatformMessages::notDate));
        }
    }

    private static Optional<String> event(String wanted) {
        if (wanted == null || wanted.isEmpty()) {
            return Optional.empty();
        }
        if (!AuditLog.Event.knows(wanted)) {
            throw new Invalid("event", Wording.of(AccountMessages.class, AccountMessages::unknownEvent));
        }
        return Optional.of(wanted);
    }
}
