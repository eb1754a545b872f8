package app.zapiska.transfer;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.AuditLog;
import app.zapiska.accounts.CurrentUser;
import app.zapiska.platform.ClientAddresses;
import app.zapiska.platform.Cursors;
import app.zapiska.platform.DomainException;
import app.zapiska.platform.DomainException.FieldError;
import app.zapiska.platform.Language;
import app.zapiska.platform.OneLine;
import app.zapiska.platform.Page;
import app.zapiska.platform.PageRequest;
import app.zapiska.platform.ProblemException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Slugs;
import app.zapiska.platform.StreamedBody;
import app.zapiska.platform.Wording;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.core.Vertx;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Taking everything along, and bringing it in. */
@Cancellable(false)
@Path("/")
@Tag(name = "transfer")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
class TransferResource {

    private static final String LIST = "imports";
    private static final String ZIP = "application/zip";
    private static final Duration AUDIT_WITHIN = Duration.ofSeconds(10);
    private static final Duration WAITS_FOR_OTHERS = Duration.ofSeconds(30);

    private final Export export;
    private final Imports imports;
    private final ImportJob job;
    private final Upload upload;
    private final Semaphore exports;
    private final TransferConfig config;
    private final ObjectMapper json;
    private final Cursors cursors;
    private final CurrentUser currentUser;
    private final AuditLog audit;
    private final ClientAddresses addresses;
    private final InstantSource clock;
    private final Vertx vertx;

    TransferResource(
            Export export,
            Imports imports,
            ImportJob job,
            Upload upload,
            TransferConfig config,
            ObjectMapper json,
            Cursors cursors,
            CurrentUser currentUser,
            AuditLog audit,
            ClientAddresses addresses,
            InstantSource clock,
            Vertx vertx) {
        this.export = export;
        this.imports = imports;
        this.job = job;
        this.upload = upload;
        this.exports = new Semaphore(config.mostExports());
        this.config = config;
        this.json = json;
        this.cursors = cursors;
        this.currentUser = currentUser;
        this.audit = audit;
        this.addresses = addresses;
        this.clock = clock;
        this.vertx = vertx;
    }

    /** @param person whose things, by e-mail or user name, where the database holds those of several */
    @Schema(name = "OriginalImport")
    record OriginalRequest(
            @Schema(required = true, examples = "postgresql://name:password@server:5432/mikrokredit")
            @NotNull
            @OneLine(max = 1_000)
            String url,

            @Schema(nullable = true) @OneLine(max = 200) String person,
            @Schema(nullable = true, defaultValue = "true") Boolean dryRun) {}

    @RegisterForReflection
    record Position(long id) {}

    @GET
    @Path("/export")
    @Produces(ZIP)
    @Blocking
    @Operation(
            operationId = "exportEverything",
            summary = "Everything of the account as a ZIP archive: JSON for POST /import, tables for spreadsheets")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = ZIP, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public RestResponse<StreamingOutput> export(@Context RoutingContext http) {
        if (exports.availablePermits() == 0) {
            throw new ProblemException(
                            ProblemType.UNAVAILABLE, Wording.of(TransferMessages.class, TransferMessages::busy))
                    .retryAfter(Duration.ofMinutes(1));
        }
        var account = currentUser.settings();
        audit.record(AuditLog.Event.DATA_EXPORTED, account.accountId(), addresses.of(http), Map.of())
                .await()
                .atMost(AUDIT_WITHIN);
        StreamingOutput body = out -> write(account, out);
        return ResponseBuilder.ok(body, ZIP)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"zapiska-" + account.today(clock.instant()) + ".zip\"")
                .build();
    }

    /** Here and not before is a place taken: whether a body is written at all, as for HEAD, is not ours to say. */
    private void write(AccountSettings account, OutputStream out) throws IOException {
        try {
            if (!exports.tryAcquire(WAITS_FOR_OTHERS.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("too many exports at a time");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
        try {
            export.write(account.accountId(), account.language(), account.zone(), out);
            // Only when it is whole: what is cut short must not look complete.
            out.close();
        } catch (SQLException failure) {
            throw new IOException(failure);
        } finally {
            exports.release();
        }
    }

    @POST
    @Path("/import")
    @Consumes(MediaType.WILDCARD)
    @StreamedBody
    @Operation(
            operationId = "importArchive",
            summary = "Brings in an archive of GET /export",
            description =
                    "The body is the ZIP file itself. The answer comes when the archive has arrived; the work goes on, and"
                            + " its progress is announced by GET /events. What came before is passed over, so the same archive can be"
                            + " sent again.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = ZIP, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = ImportViews.View.class)))
    public Uni<RestResponse<ImportViews.View>> importArchive(@RestQuery Boolean dryRun, @Context RoutingContext http) {
        var type = http.request().getHeader("Content-Type");
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase(ZIP)) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, Wording.of(TransferMessages.class, TransferMessages::onlyZip));
        }
        return upload.receive(http.request())
                .chain(file -> vertx.executeBlocking(() -> open(file)))
                .chain(archive -> begin(Import.Kind.ARCHIVE, Boolean.TRUE.equals(dryRun), http, new Received(archive))
                        .onFailure()
                        .call(() -> vertx.executeBlocking(() -> {
                            archive.close();
                            return null;
                        })));
    }

    private record Received(ArchiveFile archive) implements ImportJob.Opening {
        @Override
        public Source open(AccountSettings account, Report report) throws IOException, Refused {
            return archive;
        }

        @Override
        public void close() throws IOException {
            archive.close();
        }
    }

    /** What is wrong with the whole is said at once; what is wrong inside, when it has been read. */
    private ArchiveFile open(java.nio.file.Path file) throws IOException {
        try {
            return ArchiveFile.open(file, json, config);
        } catch (Refused refused) {
            var errors = refused.faults().stream()
                    .map(fault -> new FieldError(fault.where(), fault.problem().wording(fault.values())))
                    .toList();
            throw new DomainException.Invalid(errors.getFirst().message(), errors);
        }
    }

    @POST
    @Path("/import/original")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "importOriginal",
            summary = "Brings in the database of the program this one replaces; for the installation's owner",
            description =
                    "Without dryRun:false nothing is written, and the report says what would be. That database is only"
                            + " read.")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = ImportViews.View.class)))
    public Uni<RestResponse<ImportViews.View>> importOriginal(
            @NotNull @Valid OriginalRequest request, @Context RoutingContext http) {
        currentUser.onlyOwner();
        var address = LegacyAddress.of(request.url())
                .orElseThrow(() -> new DomainException.Invalid(
                        "url", Wording.of(TransferMessages.class, TransferMessages::badDatabaseUrl)));
        return begin(
                Import.Kind.ORIGINAL,
                !Boolean.FALSE.equals(request.dryRun()),
                http,
                (account, report) ->
                        LegacyNotebook.open(address, request.person(), account, clock.instant(), report, json));
    }

    private Uni<RestResponse<ImportViews.View>> begin(
            Import.Kind kind, boolean dryRun, RoutingContext http, ImportJob.Opening opening) {
        var account = currentUser.accountId();
        var language = Language.of(http);
        var address = addresses.of(http);
        return imports.begin(account, kind, dryRun)
                .map(begun -> begun.orElseThrow(() -> new DomainException.Conflict(
                        Wording.of(TransferMessages.class, TransferMessages::alreadyRunning))))
                .call(begun -> audit.record(
                        AuditLog.Event.DATA_IMPORTED,
                        account,
                        address,
                        Map.of("kind", Slugs.of(kind), "dryRun", dryRun)))
                .invoke(begun -> job.submit(account, begun, opening))
                .map(begun -> ResponseBuilder.<ImportViews.View>create(
                                RestResponse.Status.ACCEPTED, ImportViews.View.from(begun, language))
                        .location(URI.create("/api/v1/imports/" + begun.id()))
                        .build());
    }

    @GET
    @Path("/imports")
    @Operation(operationId = "listImports", summary = "The account's imports, the newest first")
    public Uni<ImportViews.PageView> list(@BeanParam PageRequest page, @Context RoutingContext http) {
        var language = Language.of(http);
        var limit = page.limit();
        return imports.list(
                        currentUser.accountId(),
                        cursors.read(LIST, page.cursor(), Position.class).map(Position::id),
                        limit + 1)
                .map(found -> Page.of(
                        found,
                        limit,
                        (Function<Import, ImportViews.View>) one -> ImportViews.View.from(one, language),
                        last -> cursors.write(LIST, new Position(last.id()))))
                .map(found -> new ImportViews.PageView(found.items(), found.nextCursor()));
    }

    @GET
    @Path("/imports/{id:\\d+}")
    @Operation(operationId = "getImport", summary = "How far it is, and when it has ended, what became of what")
    public Uni<ImportViews.View> get(@RestPath long id, @Context RoutingContext http) {
        var language = Language.of(http);
        return imports.find(currentUser.accountId(), id)
                .map(found -> ImportViews.View.from(
                        found.orElseThrow(() -> new DomainException.NotFound(ProblemType.NOT_FOUND.detail())),
                        language));
    }

    @GET
    @Path("/imports/{id:\\d+}/report")
    @Produces("text/plain;charset=UTF-8")
    @Operation(operationId = "getImportReport", summary = "The same in words, for a terminal or to be kept")
    public Uni<String> report(@RestPath long id, @Context RoutingContext http) {
        var language = Language.of(http);
        return imports.find(currentUser.accountId(), id).map(found -> {
            var one = found.orElseThrow(() -> new DomainException.NotFound(ProblemType.NOT_FOUND.detail()));
            return ReportText.of(
                    one,
                    one.why().map(why -> ImportViews.text(why).in(language)).orElse(null),
                    language);
        });
    }
}
