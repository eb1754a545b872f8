package app.zapiska.tasks;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.accounts.AuditTrail;
import app.zapiska.accounts.CurrentUser;
import app.zapiska.platform.Cursors;
import app.zapiska.platform.ETags;
import app.zapiska.platform.EtaggedResponse;
import app.zapiska.platform.OneLine;
import app.zapiska.platform.Page;
import app.zapiska.platform.PageRequest;
import app.zapiska.platform.Returned;
import app.zapiska.tasks.CategoryViews.PageView;
import app.zapiska.tasks.CategoryViews.View;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

@Cancellable(false)
@Path("/categories")
@Tag(name = "Categories")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class CategoryResource {

    private static final String LIST = "categories";

    private final CategoryService service;
    private final CategoryViews views;
    private final CurrentUser currentUser;
    private final Cursors cursors;
    private final AuditTrail audit;

    CategoryResource(
            CategoryService service, CategoryViews views, CurrentUser currentUser, Cursors cursors, AuditTrail audit) {
        this.service = service;
        this.views = views;
        this.currentUser = currentUser;
        this.cursors = cursors;
        this.audit = audit;
    }

    @Schema(name = "CategoryInput")
    @Returned(View.class)
    public record Request(
            @Schema(required = true, minLength = 1, maxLength = 100) @NotNull @OneLine(max = 100)
            String name,

            @Schema(nullable = true, pattern = "^#[0-9a-fA-F]{6}$", defaultValue = DEFAULT_COLOR)
            @Pattern(regexp = "#[0-9a-fA-F]{6}")
            String color,

            @Schema(nullable = true, maxLength = 50) @OneLine(max = 50, optional = true)
            String icon) {

        private static final String DEFAULT_COLOR = "#3498db";

        TaskCategory.Looks looks() {
            return new TaskCategory.Looks(
                    name, color == null ? DEFAULT_COLOR : color.toLowerCase(Locale.ROOT), icon == null ? "" : icon);
        }
    }

    @GET
    @Operation(operationId = "listCategories", summary = "In order of creation")
    public Uni<PageView> list(@BeanParam PageRequest page) {
        var after = cursors.read(LIST, page.cursor(), After.class).map(After::id);
        return views.page(currentUser.accountId(), after, page.limit())
                .map(found -> Page.of(
                        found, page.limit(), Function.identity(), last -> cursors.write(LIST, new After(last.id()))))
                .map(PageView::from);
    }

    @RegisterForReflection
    record After(long id) {}

    @POST
    @Operation(operationId = "createCategory")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = View.class)))
    public Uni<RestResponse<View>> create(@NotNull @Valid Request request) {
        return service.create(currentUser.accountId(), request.looks())
                .chain(this::shown)
                .map(category -> EtaggedResponse.created("/categories/" + category.id(), category, category.version()));
    }

    @GET
    @Path("/{id:\\d+}")
    @Operation(operationId = "getCategory")
    public Uni<RestResponse<View>> get(@RestPath long id) {
        return shown(id).map(CategoryResource::tagged);
    }

    @PUT
    @Path("/{id:\\d+}")
    @Operation(operationId = "updateCategory")
    public Uni<RestResponse<View>> replace(
            @RestPath long id, @RestHeader("If-Match") String ifMatch, @NotNull @Valid Request request) {
        var account = currentUser.accountId();
        return ETags.ifMatch(ifMatch)
                .change(seen -> service.replace(account, id, seen, request.looks()), shown(id), View::version)
                .chain(() -> shown(id))
                .map(CategoryResource::tagged);
    }

    @DELETE
    @Path("/{id:\\d+}")
    @Operation(operationId = "deleteCategory", description = "Its tasks stay, without a category.")
    @APIResponse(responseCode = "204")
    public Uni<Void> delete(@RestPath long id, @RestHeader("If-Match") String ifMatch) {
        var account = currentUser.accountId();
        return ETags.ifMatch(ifMatch)
                .change(seen -> service.delete(account, id, seen), shown(id), View::version)
                .call(() -> audit.note(Event.CATEGORY_DELETED, Map.of("id", id)));
    }

    private Uni<View> shown(long id) {
        return views.one(currentUser.accountId(), id);
    }

    private static RestResponse<View> tagged(View category) {
        return EtaggedResponse.ok(category, category.version());
    }
}
