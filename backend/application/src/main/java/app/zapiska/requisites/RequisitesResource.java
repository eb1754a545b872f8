package app.zapiska.requisites;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.accounts.AuditTrail;
import app.zapiska.accounts.CurrentUser;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.ETags;
import app.zapiska.platform.EtaggedResponse;
import app.zapiska.platform.OneLine;
import app.zapiska.platform.Returned;
import app.zapiska.requisites.RequisitesViews.View;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

@Cancellable(false)
@Path("/loans/{id:\\d+}/requisites")
@Tag(name = "Loans")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RequisitesResource {

    private final RequisitesService service;
    private final RequisitesViews views;
    private final CurrentUser currentUser;
    private final AuditTrail audit;

    RequisitesResource(RequisitesService service, RequisitesViews views, CurrentUser currentUser, AuditTrail audit) {
        this.service = service;
        this.views = views;
        this.currentUser = currentUser;
        this.audit = audit;
    }

    /** Longer than the numbers are: people copy them in groups, with spaces. */
    private static final int NUMBER = 40;

    @Schema(name = "RequisitesInput")
    @Returned(View.class)
    public record Request(
            @Schema(nullable = true, maxLength = HowToPay.LONGEST_NAME)
            @OneLine(max = HowToPay.LONGEST_NAME, optional = true)
            String name,

            @Schema(nullable = true, maxLength = NUMBER, description = "20 characters; spaces are left out")
            @OneLine(max = NUMBER, optional = true)
            String account,

            @Schema(nullable = true, maxLength = HowToPay.LONGEST_BANK)
            @OneLine(max = HowToPay.LONGEST_BANK, optional = true)
            String bank,

            @Schema(nullable = true, maxLength = NUMBER) @OneLine(max = NUMBER, optional = true)
            String bic,

            @Schema(nullable = true, maxLength = NUMBER) @OneLine(max = NUMBER, optional = true)
            String correspondentAccount,

            @Schema(nullable = true, maxLength = NUMBER) @OneLine(max = NUMBER, optional = true)
            String inn,

            @Schema(nullable = true, maxLength = NUMBER) @OneLine(max = NUMBER, optional = true)
            String kpp,

            @Schema(nullable = true, maxLength = HowToPay.LONGEST_PURPOSE)
            @OneLine(max = HowToPay.LONGEST_PURPOSE, optional = true)
            String purpose,

            @Schema(nullable = true, maxLength = SbpLink.LONGEST) @OneLine(max = SbpLink.LONGEST, optional = true)
            String sbpLink) {

        /** @throws Invalid when something is wrong rather than missing */
        HowToPay content() {
            var link = given(sbpLink).strip();
            return new HowToPay(
                            new Requisites(
                                    given(name),
                                    given(account),
                                    given(bank),
                                    given(bic),
                                    given(correspondentAccount),
                                    given(inn),
                                    given(kpp),
                                    given(purpose),
                                    ""),
                            SbpLink.completed(link).orElse(link))
                    .checked();
        }

        private static String given(String text) {
            return Objects.requireNonNullElse(text, "");
        }
    }

    @GET
    @Operation(
            operationId = "getRequisites",
            summary = "How a loan is paid",
            description = "A loan of which nothing is written down has empty ones, of version 0.")
    public Uni<RestResponse<View>> get(@RestPath long id) {
        return shown(id).map(RequisitesResource::tagged);
    }

    @PUT
    @Operation(
            operationId = "updateRequisites",
            description =
                    "Takes all of them; what is left out is empty. What is missing is kept and told in findings. A "
                            + "number whose check digits are wrong is refused, but for the ИНН, which is only doubted.")
    public Uni<RestResponse<View>> replace(
            @RestPath long id, @RestHeader("If-Match") String ifMatch, @NotNull @Valid Request request) {
        var content = request.content();
        return written(id, ifMatch, content)
                .call(() -> audit.note(Event.REQUISITES_CHANGED, Map.of("id", id)))
                .chain(() -> shown(id))
                .map(RequisitesResource::tagged);
    }

    @DELETE
    @Operation(operationId = "deleteRequisites", description = "They are empty from then on.")
    @APIResponse(responseCode = "204")
    public Uni<Void> delete(@RestPath long id, @RestHeader("If-Match") String ifMatch) {
        return written(id, ifMatch, HowToPay.NOTHING)
                .call(() -> audit.note(Event.REQUISITES_DELETED, Map.of("id", id)));
    }

    private Uni<Void> written(long id, String ifMatch, HowToPay content) {
        return ETags.ifMatch(ifMatch)
                .change(seen -> service.replace(currentUser.accountId(), id, seen, content), shown(id), View::version);
    }

    private Uni<View> shown(long id) {
        return views.get(currentUser.settings(), id);
    }

    private static RestResponse<View> tagged(View requisites) {
        return EtaggedResponse.ok(requisites, requisites.version());
    }
}
