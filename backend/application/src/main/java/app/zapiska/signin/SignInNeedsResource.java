package app.zapiska.signin;

import app.zapiska.platform.PublicUrl;
import app.zapiska.platform.sql.Statement;
import app.zapiska.telegram.TelegramConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What anybody gets to know before they are in: which ways in there are here, and nothing of who has them. */
@Cancellable(false)
@Path("/auth/needs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "auth")
class SignInNeedsResource {

    /**
     * @param login whether a name is asked beside the password: as soon as there is more than one account
     * @param passkeys whether somebody here has one
     * @param botLink whether somebody here can ask the bot for a link
     */
    @Schema(name = "SignInNeeds")
    record View(
            @NotNull Boolean login,
            @NotNull Boolean passkeys,
            @NotNull Boolean botLink) {}

    @Inject
    Pool database;

    @Inject
    TelegramConfig telegram;

    @Inject
    PublicUrl publicUrl;

    @GET
    @PermitAll
    @Operation(operationId = "signInNeeds", summary = "What signing in takes here, and which ways in there are")
    public Uni<View> needs() {
        var bot = telegram.botToken().filter(token -> !token.isBlank()).isPresent();
        return Statement.of("""
                        select exists (select from accounts offset 1) as several,
                          exists (select from passkeys p join accounts a on a.id = p.account_id
                            where a.deactivated_at is null) as passkeys,
                          exists (select from accounts where telegram_chat_id > 0 and deactivated_at is null) as chats
                        """, Map.of())
                .on(database)
                .map(rows -> rows.getFirst())
                .map(found -> new View(
                        found.getBoolean("several"),
                        found.getBoolean("passkeys") && publicUrl.fitsPasskeys(),
                        found.getBoolean("chats") && bot));
    }
}
