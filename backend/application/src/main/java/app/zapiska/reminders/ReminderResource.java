package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.SignedIn;
import app.zapiska.platform.Cursors;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.DomainException.NotFound;
import app.zapiska.platform.LocalMoment;
import app.zapiska.platform.Page;
import app.zapiska.platform.PageRequest;
import app.zapiska.platform.PlatformMessages;
import app.zapiska.platform.Wording;
import app.zapiska.platform.sql.Sql;
import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.reminders.Reminder.State;
import app.zapiska.reminders.ReminderPlanner.ReminderView;
import app.zapiska.reminders.SubjectKey.Kind;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Every reminder of the account and what became of each try: nothing is lost silently, and here one sees it. */
@Cancellable(false)
@Path("/reminders")
@Tag(name = "Reminders")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class ReminderResource {

    private final Reminders reminders;
    private final Remindables subjects;
    private final Pool database;
    private final Cursors cursors;
    private final SignedIn signedIn;
    private final ReminderMessages messages;

    ReminderResource(
            Reminders reminders,
            Remindables subjects,
            Pool database,
            Cursors cursors,
            SignedIn signedIn,
            ReminderMessages messages) {
        this.reminders = reminders;
        this.subjects = subjects;
        this.database = database;
        this.cursors = cursors;
        this.signedIn = signedIn;
        this.messages = messages;
    }

    /**
     * What is reminded of is a task, an instalment or the return of a loan without a schedule.
     *
     * @param taskId null for payments
     * @param installmentId null for anything but an instalment
     * @param loanId of a payment; null for tasks, and for an instalment whose loan has been deleted
     */
    @Schema(name = "PlannedReminder")
    public record Planned(
            @Schema(required = true, nullable = true) Long taskId,
            @Schema(required = true, nullable = true) Long installmentId,
            @Schema(required = true, nullable = true) Long loanId,
            @Schema(required = true) ReminderView reminder) {

        static Planned of(Reminder reminder, Map<SubjectKey, Subject> installments, ReminderTexts texts) {
            var subject = reminder.subject();
            var view = view(reminder, texts);
            return switch (subject.kind()) {
                case TASK -> new Planned(subject.id(), null, null, view);
                case LOAN -> new Planned(null, null, subject.id(), view);
                case INSTALLMENT ->
                    new Planned(
                            null,
                            subject.id(),
                            installments.get(subject) instanceof PaymentDue payment ? payment.loanId() : null,
                            view);
            };
        }
    }

    /**
     * One try of one message.
     *
     * @param seq the number of the message, from 0
     * @param attempt the number of the try of this message, from 1
     * @param outcome null while the call is on its way
     */
    @Schema(name = "Delivery")
    public record DeliveryView(
            @Schema(required = true) int seq,

            @com.fasterxml.jackson.annotation.JsonProperty("try") @Schema(name = "try", required = true)
            int attempt,

            @Schema(required = true) Instant intentAt,

            @Schema(
                    nullable = true,
                    enumeration = {"sent", "rejected", "notSent", "unknown"})
            String outcome,

            @Schema(nullable = true) Instant outcomeAt,
            @Schema(nullable = true) Long messageId,
            @Schema(nullable = true) String error) {}

    @RegisterForReflection
    record Position(Instant plannedAt, long id) {}

    @GET
    @WithSession
    @Operation(
            operationId = "listReminders",
            summary = "By planned moment; from and to are wall times or dates in the account's zone, to is exclusive")
    public Uni<Page<Planned>> list(
            @RestQuery String from, @RestQuery String to, @RestQuery String state, @BeanParam PageRequest page) {
        var account = signedIn.settings();
        var start = moment("from", from, account, Instant.EPOCH);
        var end = moment("to", to, account, Instant.parse("2200-01-01T00:00:00Z"));
        if (end.isBefore(start)) {
            throw new Invalid("to", Wording.of(ReminderTexts.class, ReminderTexts::emptyPeriod));
        }
        var states = states(state);
        var list = "reminders:" + start + ":" + end + ":" + states;
        var after = cursors.read(list, page.cursor(), Position.class).orElse(new Position(Instant.EPOCH, 0));
        var texts = messages.texts(account.language());
        return reminders
                .page(account.accountId(), start, end, states, after.plannedAt(), after.id(), page.limit() + 1)
                .chain(found -> subjects.subjects(found.stream()
                                .map(Reminder::subject)
                                .filter(subject -> subject.kind() == Kind.INSTALLMENT)
                                .toList())
                        .map(installments -> Page.of(
                                found,
                                page.limit(),
                                reminder -> Planned.of(reminder, installments, texts),
                                reminder -> cursors.write(list, new Position(reminder.plannedAt(), reminder.id())))));
    }

    @GET
    @Path("/{id:\\d+}/deliveries")
    @WithSession
    @Operation(operationId = "listDeliveries", summary = "The delivery timeline of a reminder, oldest first")
    public Uni<Page<DeliveryView>> deliveries(@RestPath long id) {
        var account = signedIn.accountId();
        return reminders
                .of(account, id)
                .map(found -> found.orElseThrow(
                        () -> new NotFound(Wording.of(ReminderTexts.class, ReminderTexts::reminderNotFound))))
                .chain(() -> timeline(account, id))
                .map(Page::whole);
    }

    /** Two hundred tries are a good fifty hours of nagging; older ones say nothing new. */
    private Uni<List<DeliveryView>> timeline(long account, long id) {
        return Sql.rows(database, """
                select * from (
                  select seq, try, intent_at, outcome, outcome_at, message_id, error from deliveries
                  where account_id = $1 and reminder_id = $2 order by seq desc, try desc limit 200) latest
                order by seq, try
                """, account, id)
                .map(rows -> rows.stream()
                        .map(row -> new DeliveryView(
                                row.getInteger("seq"),
                                row.getInteger("try"),
                                row.getOffsetDateTime("intent_at").toInstant(),
                                outcome(row.getString("outcome")),
                                instant(row.getOffsetDateTime("outcome_at")),
                                row.getLong("message_id"),
                                row.getString("error")))
                        .toList());
    }

    private static Instant instant(OffsetDateTime moment) {
        return moment == null ? null : moment.toInstant();
    }

    private static String outcome(String stored) {
        return stored == null ? null : "NOT_SENT".equals(stored) ? "notSent" : stored.toLowerCase(Locale.ROOT);
    }

    private static Instant moment(String field, String text, AccountSettings account, Instant otherwise) {
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        try {
            var moment = LocalMoment.parse(text);
            return moment.time()
                    .map(time -> LocalDateTime.of(moment.date(), time))
                    .orElseGet(moment.date()::atStartOfDay)
                    .atZone(account.zone())
                    .toInstant();
        } catch (DateTimeException notAMoment) {
            throw new Invalid(field, Wording.of(PlatformMessages.class, PlatformMessages::notDateOrDateTime));
        }
    }

    private static Collection<State> states(String wanted) {
        if (wanted == null || wanted.isEmpty()) {
            return EnumSet.allOf(State.class);
        }
        var states = Stream.of(State.values())
                .filter(state -> shown(state).equals(wanted))
                .toList();
        if (states.isEmpty()) {
            throw new Invalid("state", Wording.of(ReminderTexts.class, ReminderTexts::unknownState));
        }
        return states;
    }

    /** A claim is the engine's affair: to people the reminder is on its way. */
    private static String shown(State state) {
        return state == State.CLAIMED ? "sending" : state.name().toLowerCase(Locale.ROOT);
    }

    static ReminderView view(Reminder reminder, ReminderTexts texts) {
        return new ReminderView(
                reminder.id(),
                reminder.localAt(),
                reminder.source().name().toLowerCase(Locale.ROOT),
                shown(reminder.state()),
                reminder.nextAt(),
                reminder.sentCount(),
                reminder.lastSentAt(),
                reminder.reason() == null
                        ? null
                        : reminder.reason().in(texts, reminder.subject().kind()));
    }
}
