package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.SignedIn;
import app.zapiska.platform.Cursors;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.LocalMoment;
import app.zapiska.platform.Page;
import app.zapiska.platform.PageRequest;
import app.zapiska.platform.PlatformMessages;
import app.zapiska.platform.Wording;
import app.zapiska.reminders.Reminder.State;
import app.zapiska.reminders.ReminderViews.DeliveryView;
import app.zapiska.reminders.ReminderViews.Planned;
import app.zapiska.reminders.ReminderViews.Position;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
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

    private final ReminderViews reminders;
    private final Cursors cursors;
    private final SignedIn signedIn;

    ReminderResource(ReminderViews reminders, Cursors cursors, SignedIn signedIn) {
        this.reminders = reminders;
        this.cursors = cursors;
        this.signedIn = signedIn;
    }

    @GET
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
        return reminders.page(
                account, start, end, states, after, page.limit(), position -> cursors.write(list, position));
    }

    @GET
    @Path("/{id:\\d+}/deliveries")
    @Operation(operationId = "listDeliveries", summary = "The delivery timeline of a reminder, oldest first")
    public Uni<Page<DeliveryView>> deliveries(@RestPath long id) {
        return reminders.deliveries(signedIn.accountId(), id).map(Page::whole);
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
                .filter(state -> ReminderViews.written(state).equals(wanted))
                .toList();
        if (states.isEmpty()) {
            throw new Invalid("state", Wording.of(ReminderTexts.class, ReminderTexts::unknownState));
        }
        return states;
    }
}
