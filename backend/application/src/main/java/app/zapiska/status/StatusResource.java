package app.zapiska.status;

import app.zapiska.accounts.CurrentUser;
import app.zapiska.platform.HealthChecks;
import app.zapiska.platform.RecentFaults;
import app.zapiska.platform.Slugs;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** How the installation is, for its owner: the same numbers that the monitoring sees, without a monitoring. */
@Cancellable(false)
@Path("/status")
@Tag(name = "status")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
class StatusResource {

    /**
     * @param now by the server's clock
     * @param status the worst of the checks
     * @param checks by name: database, engine, redis, telegram
     * @param lastBackupAt null when there is none, or none are made here
     * @param faults the last warnings and errors of the replica that answers, the latest first
     */
    @Schema(name = "InstallationStatus")
    record View(
            @NotNull String version,
            @NotNull Instant now,

            @Schema(enumeration = {"ok", "degraded", "down"}) @NotNull
            String status,

            @NotNull Map<String, String> checks,
            @NotNull QueueView queue,
            @NotNull UpdatesView updates,
            Instant lastBackupAt,
            @NotNull ZoneDataView zoneData,
            @NotNull List<FaultView> faults) {}

    /**
     * @param version of the rules of time zones that everything is reckoned by, such as 2026f
     * @param newer parts of the system that know newer ones: the product should be updated
     */
    @Schema(name = "StatusZoneData")
    record ZoneDataView(@NotNull String version, @NotNull List<NewerZoneDataView> newer) {}

    /**
     * @param version null where it does not say
     * @param zones of accounts, those whose hours it tells differently; empty where only versions were compared
     */
    @Schema(name = "StatusNewerZoneData")
    record NewerZoneDataView(
            @Schema(enumeration = {"system", "jvm", "database"}) @NotNull
            String where,

            String version,
            @NotNull List<String> zones) {

        static NewerZoneDataView from(ZoneData.Newer newer) {
            return new NewerZoneDataView(newer.where(), newer.version(), newer.zones());
        }
    }

    /**
     * Null while it is not known.
     *
     * @param due whose moment has come and which are not on their way, put back or not
     * @param oldestSeconds how long the oldest that is not sent has been due
     * @param awaiting sent and not answered yet
     * @param blocked by a chat that can't be written to
     * @param failed within the last 24 hours
     */
    @Schema(name = "StatusQueue")
    record QueueView(Long due, Long oldestSeconds, Long awaiting, Long blocked, Long failed) {}

    /**
     * Whether presses and messages reach the product; null while it is not known.
     *
     * @param pending that Telegram keeps for us
     * @param errorSeconds how long ago a delivery to the webhook failed; null also when none did
     * @param mismatch 1 while Telegram has another webhook than ours
     */
    @Schema(name = "StatusUpdates")
    record UpdatesView(Long pending, Long errorSeconds, Long mismatch) {}

    @Schema(name = "StatusFault")
    record FaultView(
            @NotNull Instant at,

            @Schema(enumeration = {"warning", "error"}) @NotNull
            String level,

            @NotNull String source,
            @NotNull String message) {

        static FaultView from(RecentFaults.Entry entry) {
            return new FaultView(entry.at(), entry.error() ? "error" : "warning", entry.logger(), entry.message());
        }
    }

    private final HealthChecks healthChecks;
    private final MeterRegistry metrics;
    private final InstantSource clock;
    private final ZoneData zoneData;
    private final CurrentUser currentUser;
    private final String version;

    StatusResource(
            HealthChecks healthChecks,
            MeterRegistry metrics,
            InstantSource clock,
            ZoneData zoneData,
            CurrentUser currentUser,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.healthChecks = healthChecks;
        this.metrics = metrics;
        this.clock = clock;
        this.zoneData = zoneData;
        this.currentUser = currentUser;
        this.version = version;
    }

    @GET
    @Operation(summary = "How the installation is; for its owner")
    public Uni<View> status() {
        currentUser.onlyOwner();
        return healthChecks.look().map(report -> {
            var checks = new TreeMap<String, String>();
            report.checks().forEach((name, state) -> checks.put(name, Slugs.of(state)));
            return new View(
                    version,
                    clock.instant(),
                    Slugs.of(report.worst()),
                    checks,
                    new QueueView(
                            number("zapiska.reminders.due"),
                            number("zapiska.reminders.queue.age"),
                            number("zapiska.reminders.by.state", "state", "awaiting"),
                            number("zapiska.reminders.by.state", "state", "blocked"),
                            number("zapiska.reminders.by.state", "state", "failed")),
                    new UpdatesView(
                            number("zapiska.telegram.updates.pending"),
                            number("zapiska.telegram.webhook.error.age"),
                            number("zapiska.telegram.webhook.mismatch")),
                    lastBackup(),
                    new ZoneDataView(
                            zoneData.version(),
                            zoneData.newer().stream()
                                    .map(NewerZoneDataView::from)
                                    .toList()),
                    RecentFaults.latest().stream().map(FaultView::from).toList());
        });
    }

    private Instant lastBackup() {
        var seconds = number("zapiska.backup.last.success.seconds");
        return seconds == null || seconds == 0 ? null : Instant.ofEpochSecond(seconds);
    }

    /** Read where the monitoring reads it, so that both tell the same and no feature is asked for its inside. */
    private Long number(String name, String... tags) {
        Gauge gauge = metrics.find(name).tags(tags).gauge();
        return gauge == null || !Double.isFinite(gauge.value()) ? null : (long) gauge.value();
    }
}
