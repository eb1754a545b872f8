package app.zapiska.loans;

import app.zapiska.accounts.CurrentUser;
import app.zapiska.loans.ChosenPlanViews.View;
import app.zapiska.loans.PayoffPlanResource.PlanRequest;
import app.zapiska.platform.ETags;
import app.zapiska.platform.EtaggedResponse;
import app.zapiska.platform.Returned;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The plan that is followed. */
@Cancellable(false)
@Path("/payoff-plan")
@Tag(name = "Loans")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ChosenPlanResource {

    private final PayoffFollowing following;
    private final ChosenPlanViews views;
    private final CurrentUser currentUser;

    ChosenPlanResource(PayoffFollowing following, ChosenPlanViews views, CurrentUser currentUser) {
        this.following = following;
        this.views = views;
        this.currentUser = currentUser;
    }

    @Schema(name = "ChosenPayoffPlanInput")
    @Returned(View.class)
    public record Request(
            @Schema(
                    nullable = true,
                    description =
                            "From today on; the same again changes nothing, another one begins anew. Null or left out: none"
                                    + " is followed any more")
            @Valid
            PlanRequest chosen) {}

    @GET
    @Operation(
            operationId = "getPayoffPlan",
            summary = "The payoff plan that is followed, and how it stands",
            description = "Where none was ever chosen, an empty one of version 0.")
    public Uni<RestResponse<View>> get() {
        return shown().map(ChosenPlanResource::tagged);
    }

    @PUT
    @Operation(
            operationId = "choosePayoffPlan",
            description =
                    "What the plan pays before anything asks for it is reminded of from then on. It is worked out anew"
                            + " whenever a loan, a payment or the day changes.")
    public Uni<RestResponse<View>> choose(@RestHeader("If-Match") String ifMatch, @NotNull @Valid Request request) {
        return ETags.ifMatch(ifMatch)
                .change(
                        seen -> following.choose(currentUser.settings(), seen, Optional.ofNullable(request.chosen())),
                        shown(),
                        View::version)
                .chain(this::shown)
                .map(ChosenPlanResource::tagged);
    }

    private Uni<View> shown() {
        return views.get(currentUser.settings());
    }

    private static RestResponse<View> tagged(View plan) {
        return EtaggedResponse.ok(plan, plan.version());
    }
}
