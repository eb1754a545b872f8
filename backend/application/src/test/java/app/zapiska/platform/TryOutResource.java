package app.zapiska.platform;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** A resource of no product, to try out what all resources share. */
@Path("/try-out")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TryOutResource {

    public static final AtomicInteger WORKED = new AtomicInteger();

    /** What the next POST waits for. */
    public static volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

    public record Part(@NotNull @OneLine(max = 10) String title) {}

    public record Thing(
            @OneLine(max = 10) String title,
            @Lines(max = 20_000) String notes,
            @Min(1) @Max(3) Integer importance,
            Boolean important,
            LocalDate date,
            LocalDateTime at,
            LocalTime time,
            LocalMoment due,
            @Size(max = 2) List<@NotNull @Valid Part> parts) {}

    public record Position(long id) {}

    @POST
    @Authenticated
    @Operation(hidden = true)
    public Uni<RestResponse<Thing>> create(@NotNull @Valid Thing thing) {
        if (!Context.isOnEventLoopThread()) {
            throw new IllegalStateException("not on the event loop, where database sessions live");
        }
        var waiting = gate;
        return Uni.createFrom().completionStage(waiting).map(ignored -> {
            if ("explode".equals(thing.title())) {
                throw new IllegalArgumentException("select secret from internals");
            }
            if ("conflict".equals(thing.title())) {
                throw new DomainException.Conflict(ProblemType.CONFLICT.detail());
            }
            return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, thing)
                    .tag(ETags.of(WORKED.incrementAndGet()))
                    .location(java.net.URI.create("/try-out/1"))
                    .build();
        });
    }

    @PUT
    @Path("/{id}")
    @Authenticated
    @Operation(hidden = true)
    public Thing change(
            @PathParam("id") long id, @HeaderParam("If-Match") String ifMatch, @NotNull @Valid Thing thing) {
        ETags.ifMatch(ifMatch).check(3, () -> thing);
        return thing;
    }

    @GET
    @PermitAll
    @Operation(hidden = true)
    public Page<String> list(@BeanParam PageRequest page, @QueryParam("q") String q) {
        page.limit();
        return Page.whole(List.of());
    }

    @GET
    @Path("/unannotated")
    @Operation(hidden = true)
    public String unannotated() {
        return "\"open\"";
    }
}
