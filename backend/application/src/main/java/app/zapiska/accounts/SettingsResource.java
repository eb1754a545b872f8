package app.zapiska.accounts;

import app.zapiska.accounts.AccountSettings.DefaultTemplates;
import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.platform.DomainException;
import app.zapiska.platform.DomainException.FieldError;
import app.zapiska.platform.ETags;
import app.zapiska.platform.EtaggedResponse;
import app.zapiska.platform.Language;
import app.zapiska.platform.LocalMoment;
import app.zapiska.platform.NullableId;
import app.zapiska.platform.OneLine;
import app.zapiska.platform.PlatformMessages;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Returned;
import app.zapiska.platform.Wording;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What an account has chosen. */
@Cancellable(false)
@Path("/settings")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "settings")
class SettingsResource {

    enum SpokenLanguage {
        @JsonProperty("ru")
        RU,
        @JsonProperty("en")
        EN
    }

    /** @param start hour the bot may write from; @param end hour it falls silent at */
    @Schema(name = "HoursOfDay", nullable = true, description = "Null is a day off")
    record Hours(
            @NotNull @Min(0) @Max(24) Integer start,
            @NotNull @Min(0) @Max(24) Integer end) {}

    /**
     * Whole hours of wall time; 0 and 24, or 0 and 0, mean always.
     *
     * @param days exceptions by ISO weekday, {@code "1"} for Monday; null is a day off
     */
    @Schema(name = "WorkHours")
    record WorkHours(
            @NotNull @Min(0) @Max(24) Integer start,
            @NotNull @Min(0) @Max(24) Integer end,
            @Schema(nullable = true) @Size(max = 7) Map<String, @Valid Hours> days) {}

    /** @param at wall time such as 08:00 */
    @Schema(name = "DailyDigest")
    record DailyDigest(@NotNull Boolean on, @NotNull LocalTime at) {

        static DailyDigest from(AccountSettings.Daily chosen) {
            return new DailyDigest(chosen.on(), chosen.at());
        }

        AccountSettings.Daily chosen() {
            return new AccountSettings.Daily(on, at);
        }
    }

    /** @param day ISO weekday, 1 for Monday; @param at wall time such as 18:00 */
    @Schema(name = "WeeklyDigest")
    record WeeklyDigest(
            @NotNull Boolean on,
            @NotNull @Min(1) @Max(7) Integer day,
            @NotNull LocalTime at) {

        static WeeklyDigest from(AccountSettings.Weekly chosen) {
            return new WeeklyDigest(chosen.on(), chosen.day().getValue(), chosen.at());
        }

        AccountSettings.Weekly chosen() {
            return new AccountSettings.Weekly(on, DayOfWeek.of(day), at);
        }
    }

    /** Messages about a day or a week; each that is left out is as it is. */
    @Schema(name = "DigestsChange")
    record DigestsChange(
            @Schema(nullable = true) @Valid DailyDigest morning,
            @Schema(nullable = true) @Valid DailyDigest evening,
            @Schema(nullable = true) @Valid WeeklyDigest weekly) {

        AccountSettings.Digests chosen(AccountSettings.Digests present) {
            return new AccountSettings.Digests(
                    morning == null ? present.morning() : morning.chosen(),
                    evening == null ? present.evening() : evening.chosen(),
                    weekly == null ? present.weekly() : weekly.chosen());
        }
    }

    /**
     * @param morning tasks and payments of the day; @param evening what is left of it; @param weekly the review of seven days
     */
    @Schema(name = "Digests")
    record Digests(
            @NotNull DailyDigest morning,
            @NotNull DailyDigest evening,
            @NotNull WeeklyDigest weekly) {

        static Digests from(AccountSettings.Digests chosen) {
            return new Digests(
                    DailyDigest.from(chosen.morning()),
                    DailyDigest.from(chosen.evening()),
                    WeeklyDigest.from(chosen.weekly()));
        }
    }

    /** PUT takes all of it. */
    @Schema(name = "SettingsChange")
    @Returned(View.class)
    record ChangeRequest(
            @NotNull @OneLine(max = 64) String timeZone,
            @NotNull SpokenLanguage language,
            @NotNull @Valid WorkHours workHours,
            @NotNull Map<String, @NotNull @Min(1) @Max(1440) Integer> repeatMinutes,
            @NotNull @Min(0) @Max(60) Integer urgentDays,
            @NotNull @Size(max = 6) List<@NotNull LocalTime> digestTimes,
            @NotNull @Min(1) @Max(43200) Integer snoozeDefaultMinutes,
            @NotNull @OneLine(max = 3) String currency,

            @Schema(
                    implementation = Long.class,
                    nullable = true,
                    description = "Of tasks of which nothing is said. Null: no reminders. Left out: as it is")
            NullableId defaultTaskTemplateId,

            @Schema(
                    implementation = Long.class,
                    nullable = true,
                    description =
                            "Of payments of loans of which nothing is said. Null: no reminders. Left out: as it is")
            NullableId defaultPaymentTemplateId,

            @Schema(nullable = true, description = "Left out: as they are") @Valid
            DigestsChange digests,

            @Schema(
                    nullable = true,
                    description = "Whether the day is told on which a loan's ceiling is reached. Left out: as it is")
            Boolean ceilingMessages) {}

    /** A holiday from reminders that is on. @param payments whether what is about payments comes all the same */
    @Schema(name = "Pause", nullable = true, description = "Null: no pause is on")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record PauseView(@NotNull Instant until, @NotNull Boolean payments) {}

    /** @param until a day means its beginning */
    @Schema(name = "PauseRequest")
    record PauseRequest(
            @Schema(
                    implementation = String.class,
                    description = "Local date, or local date-time, in the account's zone",
                    examples = {"2026-11-21", "2026-11-21T18:00"})
            @NotNull
            LocalMoment until,

            @Schema(description = "Whether what is about payments comes all the same; left out: it does")
            Boolean payments) {}

    @Schema(name = "Settings")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record View(
            @NotNull Integer version,
            @NotNull String timeZone,
            @NotNull SpokenLanguage language,
            @NotNull WorkHours workHours,

            @Schema(description = "By importance: \"1\", \"2\", \"3\"") @NotNull
            Map<String, Integer> repeatMinutes,

            @NotNull Integer urgentDays,

            @Schema(description = "Wall times such as 10:00") @NotNull
            List<LocalTime> digestTimes,

            @NotNull Integer snoozeDefaultMinutes,
            @NotNull String currency,

            @Schema(
                    required = true,
                    nullable = true,
                    description = "What reminds of a task of which nothing is said. Null: nothing")
            Long defaultTaskTemplateId,

            @Schema(
                    required = true,
                    nullable = true,
                    description = "What reminds of the payments of a loan of which nothing is said. Null: nothing")
            Long defaultPaymentTemplateId,

            @NotNull Digests digests,

            @Schema(description = "Whether the day is told on which a loan's ceiling is reached") @NotNull
            Boolean ceilingMessages,

            @Schema(required = true, nullable = true) PauseView pause) {

        static View from(AccountSettings settings, int version, Instant now) {
            var hours = settings.workingHours();
            var days = new TreeMap<String, Hours>();
            hours.exceptions()
                    .forEach((day, exception) -> days.put(
                            Integer.toString(day.getValue()),
                            exception.map(h -> new Hours(h.start(), h.end())).orElse(null)));
            var repeats = new TreeMap<String, Integer>();
            settings.repeatIntervals()
                    .forEach((importance, interval) ->
                            repeats.put(Integer.toString(importance), (int) interval.toMinutes()));
            return new View(
                    version,
                    settings.zone().getId(),
                    settings.language().equals(Language.ENGLISH) ? SpokenLanguage.EN : SpokenLanguage.RU,
                    new WorkHours(hours.everyDay().start(), hours.everyDay().end(), days),
                    repeats,
                    settings.urgentDays(),
                    settings.digestTimes(),
                    (int) settings.snoozeDefault().toMinutes(),
                    settings.currency(),
                    settings.defaults().ofTasks().orElse(null),
                    settings.defaults().ofPayments().orElse(null),
                    Digests.from(settings.digests()),
                    settings.loans().ceilings(),
                    settings.pauseAt(now)
                            .map(pause -> new PauseView(pause.until(), pause.sparesPayments()))
                            .orElse(null));
        }
    }

    @Inject
    SettingsService settings;

    @Inject
    AuthenticatedUser caller;

    @Inject
    Principals identities;

    @Inject
    AuditTrail audit;

    @Inject
    InstantSource clock;

    @GET
    public Uni<RestResponse<View>> get() {
        return settings.get(caller.accountId()).map(this::answer);
    }

    @PUT
    public Uni<RestResponse<View>> change(
            @HeaderParam("If-Match") String ifMatch, @NotNull @Valid ChangeRequest request) {
        var seen = ETags.ifMatch(ifMatch);
        var account = caller.accountId();
        return settings.change(account, seen, chosen(request, caller.settings()), this::view)
                .invoke(() -> identities.forget(account))
                .call(() -> audit.note(Event.SETTINGS_CHANGED, Map.of()))
                .map(this::answer);
    }

    /** Until then nothing is sent; what comes due meanwhile comes at the end. A pause that is on gets this end. */
    @POST
    @Path("/pause")
    public Uni<RestResponse<View>> pause(@NotNull @Valid PauseRequest request) {
        var zone = caller.settings().zone();
        var until = request.until()
                .time()
                .map(time -> request.until().date().atTime(time).atZone(zone))
                .orElseGet(() -> request.until().date().atStartOfDay(zone))
                .toInstant();
        return paused(Optional.of(new AccountSettings.Pause(until, !Boolean.FALSE.equals(request.payments()))));
    }

    /** Ends the pause; without one nothing changes. What was held comes at the next working minute. */
    @POST
    @Path("/pause/end")
    public Uni<RestResponse<View>> endPause() {
        return paused(Optional.empty());
    }

    private Uni<RestResponse<View>> paused(Optional<AccountSettings.Pause> pause) {
        var account = caller.accountId();
        return settings.pause(account, pause)
                .invoke(() -> identities.forget(account))
                .call(() -> audit.note(Event.SETTINGS_CHANGED, Map.of()))
                .map(this::answer);
    }

    private View view(AccountSettings settings, int version) {
        return View.from(settings, version, clock.instant());
    }

    private RestResponse<View> answer(SettingsService.Versioned found) {
        return EtaggedResponse.ok(view(found.settings(), found.version()), found.version());
    }

    private static AccountSettings chosen(ChangeRequest request, AccountSettings present) {
        var errors = new ArrayList<FieldError>();
        var zone = zone(request.timeZone(), errors);
        var hours = hours(request.workHours(), errors);
        var repeats = repeats(request.repeatMinutes(), errors);
        if (new HashSet<>(request.digestTimes()).size() < request.digestTimes().size()) {
            errors.add(error("digestTimes", AccountMessages::repeatedTime));
        }
        if (!AccountSettings.knowsCurrency(request.currency())) {
            errors.add(error("currency", AccountMessages::unknownCurrency));
        }
        if (!errors.isEmpty()) {
            throw new DomainException.Invalid(ProblemType.VALIDATION.detail(), errors);
        }
        return present.withPlace(new AccountSettings.Place(
                        zone, request.language() == SpokenLanguage.EN ? Language.ENGLISH : Language.RUSSIAN))
                .withNagging(
                        new AccountSettings.Nagging(hours, repeats, Duration.ofMinutes(request.snoozeDefaultMinutes())))
                .withLoans(new AccountSettings.Loans(
                        request.urgentDays(),
                        request.digestTimes().stream().sorted().toList(),
                        request.currency(),
                        request.ceilingMessages() == null ? present.loans().ceilings() : request.ceilingMessages()))
                .withDefaults(new DefaultTemplates(
                        chosen(
                                request.defaultTaskTemplateId(),
                                present.defaults().ofTasks()),
                        chosen(
                                request.defaultPaymentTemplateId(),
                                present.defaults().ofPayments())))
                .withDigests(
                        request.digests() == null
                                ? present.digests()
                                : request.digests().chosen(present.digests()));
    }

    private static Optional<Long> chosen(NullableId request, Optional<Long> present) {
        return request == null ? present : request.id();
    }

    private static ZoneId zone(String name, List<FieldError> errors) {
        if (!AccountSettings.knowsZone(name)) {
            errors.add(error("timeZone", AccountMessages::unknownZone));
            return null;
        }
        return ZoneId.of(name);
    }

    private static WorkingHours hours(WorkHours wanted, List<FieldError> errors) {
        var everyDay = hours("workHours", wanted.start(), wanted.end(), errors);
        var exceptions = new EnumMap<DayOfWeek, Optional<WorkingHours.Hours>>(DayOfWeek.class);
        for (var day : Optional.ofNullable(wanted.days()).orElse(Map.of()).entrySet()) {
            if (!day.getKey().matches("[1-7]")) {
                errors.add(error("workHours.days", AccountMessages::unknownWeekday));
                continue;
            }
            var path = "workHours.days." + day.getKey();
            exceptions.put(
                    DayOfWeek.of(Integer.parseInt(day.getKey())),
                    day.getValue() == null
                            ? Optional.empty()
                            : hours(path, day.getValue().start(), day.getValue().end(), errors));
        }
        if (exceptions.size() == 7 && wanted.days().values().stream().allMatch(java.util.Objects::isNull)) {
            errors.add(error("workHours.days", AccountMessages::noWorkingDay));
        }
        return errors.isEmpty() ? new WorkingHours(everyDay.orElseThrow(), exceptions) : null;
    }

    private static Optional<WorkingHours.Hours> hours(String path, int start, int end, List<FieldError> errors) {
        var closing = start == 0 && end == 0 ? 24 : end;
        if (start >= closing) {
            errors.add(error(path + ".end", AccountMessages::hoursOutOfOrder));
            return Optional.empty();
        }
        return Optional.of(new WorkingHours.Hours(start, closing));
    }

    private static Map<Integer, Duration> repeats(Map<String, Integer> wanted, List<FieldError> errors) {
        if (!wanted.keySet().equals(Set.of("1", "2", "3"))) {
            errors.add(error("repeatMinutes", AccountMessages::repeatForEachImportance));
            return Map.of();
        }
        var repeats = new HashMap<Integer, Duration>();
        wanted.forEach((importance, minutes) -> {
            if (minutes == null) {
                errors.add(new FieldError(
                        "repeatMinutes." + importance, Wording.of(PlatformMessages.class, PlatformMessages::required)));
            } else {
                repeats.put(Integer.parseInt(importance), Duration.ofMinutes(minutes));
            }
        });
        return repeats;
    }

    private static FieldError error(String field, java.util.function.Function<AccountMessages, String> message) {
        return new FieldError(field, Wording.of(AccountMessages.class, message));
    }
}
