package app.zapiska.backups;

import app.zapiska.accounts.AuditLog;
import app.zapiska.accounts.AuditTrail;
import app.zapiska.accounts.CurrentUser;
import app.zapiska.platform.Cursors;
import app.zapiska.platform.DomainException;
import app.zapiska.platform.Language;
import app.zapiska.platform.Page;
import app.zapiska.platform.PageRequest;
import app.zapiska.platform.Slugs;
import app.zapiska.platform.Wording;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.core.Vertx;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The installation's backups, for its owner alone. They are made by the backup worker; here they are asked for and fetched. */
@Cancellable(false)
@Path("/backups")
@Tag(name = "backups")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
class BackupResource {

    private final Backups backups;
    private final BackupFolder folder;
    private final Cursors cursors;
    private final CurrentUser currentUser;
    private final AuditTrail audit;
    private final InstantSource clock;
    private final Vertx vertx;

    BackupResource(
            Backups backups,
            BackupFolder folder,
            Cursors cursors,
            CurrentUser currentUser,
            AuditTrail audit,
            InstantSource clock,
            Vertx vertx) {
        this.backups = backups;
        this.folder = folder;
        this.cursors = cursors;
        this.currentUser = currentUser;
        this.audit = audit;
        this.clock = clock;
        this.vertx = vertx;
    }

    /**
     * @param name of its file; null until it is begun
     * @param step what is done at this moment; null unless it runs
     * @param bytesDone of the present step, where that is known
     * @param bytesTotal of the present step, known or guessed
     * @param size of the encrypted file
     * @param sha256 of the encrypted file, in hexadecimal
     * @param downloadable the file is on this server
     * @param remote what became of the copy off site
     * @param rows in it, of all tables
     * @param ledger sum of the ledger in it
     * @param error what went wrong, as a word for programs
     * @param errorText the same in the reader's language
     * @param proof the last attempt to restore it; null when there was none
     */
    @Schema(name = "Backup")
    record View(
            @Schema(required = true) long id,
            @Schema(required = true) long version,

            @Schema(
                    required = true,
                    enumeration = {"scheduled", "manual"})
            String kind,

            @Schema(
                    required = true,
                    enumeration = {"requested", "running", "done", "failed"})
            String state,

            @Schema(nullable = true) String name,

            @Schema(
                    nullable = true,
                    enumeration = {"dumping", "verifying", "uploading", "pruning"})
            String step,

            @Schema(nullable = true) Long bytesDone,
            @Schema(nullable = true) Long bytesTotal,
            @Schema(nullable = true) Long size,
            @Schema(nullable = true) String sha256,
            @Schema(required = true) boolean downloadable,

            @Schema(
                    required = true,
                    enumeration = {"none", "stored", "failed", "pruned"})
            String remote,

            @Schema(nullable = true) Long rows,
            @Schema(nullable = true, examples = "5056.00") String ledger,
            @Schema(required = true) Instant requestedAt,
            @Schema(nullable = true) Instant startedAt,
            @Schema(nullable = true) Instant finishedAt,
            @Schema(nullable = true, examples = "disk-full") String error,
            @Schema(nullable = true) String errorText,
            @Schema(nullable = true) ProofView proof) {

        static View from(Backup backup, Locale language) {
            return new View(
                    backup.id(),
                    backup.version(),
                    Slugs.of(backup.kind()),
                    Slugs.of(backup.state()),
                    backup.name().orElse(null),
                    backup.step().map(Slugs::of).orElse(null),
                    number(backup.bytesDone()),
                    number(backup.bytesTotal()),
                    number(backup.size()),
                    backup.sha256().orElse(null),
                    backup.onDisk(),
                    Slugs.of(backup.remote()),
                    number(backup.rows()),
                    backup.ledger()
                            .map(sum ->
                                    sum.setScale(2, RoundingMode.UNNECESSARY).toPlainString())
                            .orElse(null),
                    backup.requestedAt(),
                    backup.startedAt().orElse(null),
                    backup.finishedAt().orElse(null),
                    backup.fault().map(Slugs::of).orElse(null),
                    backup.fault().map(fault -> fault.wording().in(language)).orElse(null),
                    backup.proof().map(proof -> ProofView.from(proof, language)).orElse(null));
        }
    }

    @Schema(name = "BackupProof")
    record ProofView(
            @Schema(
                    required = true,
                    enumeration = {"requested", "running", "done", "failed"})
            String state,

            @Schema(
                    nullable = true,
                    enumeration = {"verifying", "restoring", "comparing"})
            String step,

            @Schema(nullable = true) Instant finishedAt,
            @Schema(nullable = true) String error,
            @Schema(nullable = true) String errorText) {

        static ProofView from(Backup.Proof proof, Locale language) {
            return new ProofView(
                    Slugs.of(proof.state()),
                    proof.step().map(Slugs::of).orElse(null),
                    proof.finishedAt().orElse(null),
                    proof.fault().map(Slugs::of).orElse(null),
                    proof.fault().map(fault -> fault.wording().in(language)).orElse(null));
        }
    }

    /** @param setUp this installation makes backups; otherwise asking for one is refused */
    @Schema(name = "BackupPage")
    @RegisterForReflection
    record PageView(
            @Schema(required = true) List<View> items,
            @Schema(required = true, nullable = true) String nextCursor,
            @Schema(required = true) boolean setUp) {}

    private record Position(long id) {}

    private static final String LIST = "backups";

    @GET
    @Operation(operationId = "listBackups", summary = "Backups, the newest first; those asked for and at work included")
    public Uni<PageView> list(@BeanParam PageRequest page, @Context RoutingContext http) {
        currentUser.onlyOwner();
        var limit = page.limit();
        var language = Language.of(http);
        var before = cursors.read(LIST, page.cursor(), Position.class).map(Position::id);
        return backups.list(before, limit + 1)
                .map(found -> Page.of(
                        found,
                        limit,
                        (Function<Backup, View>) backup -> View.from(backup, language),
                        last -> cursors.write(LIST, new Position(last.id()))))
                .map(found -> new PageView(found.items(), found.nextCursor(), folder.known()));
    }

    @POST
    @ResponseStatus(RestResponse.StatusCode.ACCEPTED)
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = View.class)))
    @Operation(
            operationId = "requestBackup",
            summary = "Asks for a backup. The answer is what is asked for; its progress is announced by GET /events")
    public Uni<View> request(@Context RoutingContext http) {
        currentUser.onlyOwner();
        if (!folder.known()) {
            throw new DomainException.Conflict(Wording.of(BackupMessages.class, BackupMessages::notSetUp));
        }
        var account = currentUser.accountId();
        return backups.request(account, clock.instant())
                .call(() -> audit.note(AuditLog.Event.BACKUP_REQUESTED, Map.of()))
                .map(backup -> View.from(backup, Language.of(http)));
    }

    @GET
    @Path("/{name}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(operationId = "downloadBackup", summary = "The encrypted file; only the owner's private key opens it")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema =
                                    @Schema(
                                            type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING,
                                            format = "binary")))
    public Uni<RestResponse<java.nio.file.Path>> download(@RestPath String name) {
        currentUser.onlyOwner();
        return vertx.executeBlocking(() -> folder.find(name)).chain(found -> {
            var file = found.orElseThrow(
                    () -> new DomainException.NotFound(Wording.of(BackupMessages.class, BackupMessages::notHere)));
            return audit.note(AuditLog.Event.BACKUP_DOWNLOADED, Map.of("name", name))
                    .replaceWith(() -> RestResponse.ResponseBuilder.ok(file, MediaType.APPLICATION_OCTET_STREAM)
                            .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                            .build());
        });
    }

    private static Long number(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }
}
