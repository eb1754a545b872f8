package app.zapiska.contacts;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.contacts.ContactLimits.Contact;
import app.zapiska.contacts.ContactLimits.Excess;
import app.zapiska.contacts.ContactLimits.TooOften;
import app.zapiska.law.Law;
import app.zapiska.law.Law.Approaches;
import app.zapiska.law.Law.Between;
import app.zapiska.law.Law.Period;
import app.zapiska.law.ProductionCalendar;
import app.zapiska.law.Rule;
import app.zapiska.loans.LoanStanding;
import app.zapiska.loans.ReckoningViews.RuleView;
import app.zapiska.platform.Computed;
import app.zapiska.platform.DomainException.NotFound;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Contacts as clients see them, and what they come to. Each answer is one statement. */
@ApplicationScoped
class ContactViews {

    private static final Duration LOOKS_BACK = Duration.ofDays(ContactLimits.LOOKS_BACK_DAYS);

    /** Of a contact {@code c} and its loan {@code l}, which may be missing. */
    private static final String COLUMNS =
            "c.id, c.version, c.contacted_at, c.kind, c.who, c.phone, c.note, c.loan_id, l.org_name, c.created_at";

    /** After {@code page}: its contacts, {@code shown}, and those before them that count as well. */
    private static final String WITH_WHAT_COUNTS = " select " + COLUMNS + """
            , p.id is not null as shown
            from collector_contacts c
            left join page p on p.id = c.id
            left join loans l on l.account_id = :account and l.id = c.loan_id
            where c.account_id = :account
              and c.contacted_at >= (select min(contacted_at) from page) - interval '33 days'
              and c.contacted_at <= (select max(contacted_at) from page)
            order by c.contacted_at desc, c.id desc
            """;

    private static final String STANDING = LoanStanding.OF_ALL + """
            select (
                select json_agg(json_build_object('loanId', s.id, 'orgName', l.org_name, 'dueDate', s.next_due)
                  order by s.next_due, s.id)
                from standing s join loans l on l.account_id = :account and l.id = s.id
                where s.next_due < cast(:today as date)) as overdue,
              (
                select json_agg(json_build_object('id', c.id, 'at', c.contacted_at, 'kind', c.kind, 'who', c.who,
                  'loanId', c.loan_id, 'orgName', l.org_name) order by c.contacted_at desc, c.id desc)
                from collector_contacts c left join loans l on l.account_id = :account and l.id = c.loan_id
                where c.account_id = :account and c.contacted_at >= :from) as contacts
            """;

    private final Pool database;
    private final Law law;
    private final ContactLimits limits;
    private final InstantSource clock;

    ContactViews(Pool database, Law law, ProductionCalendar calendar, InstantSource clock) {
        this.database = database;
        this.law = law;
        this.limits = new ContactLimits(law, calendar);
        this.clock = clock;
    }

    /** Where a page ends. */
    @RegisterForReflection
    record Position(Instant at, long id) {}

    @Schema(name = "CollectorContactExcess", description = "A hint by dated rules, and no verdict")
    record ExcessView(
            @Schema(
                    required = true,
                    enumeration = {"day", "week", "month", "hours"})
            String limit,

            @Schema(required = true, description = "In the account's language")
            String message,

            @Schema(required = true, description = "By what")
            List<RuleView> rules) {

        private static ExcessView of(Excess excess, Locale language) {
            return new ExcessView(
                    excess instanceof TooOften often ? written(often.period()) : "hours",
                    ContactWords.of(excess).in(language),
                    excess.rules().stream().map(RuleView::of).toList());
        }
    }

    @Schema(name = "CollectorContact")
    record View(
            @Schema(required = true) long id,
            @Schema(required = true) int version,

            @Schema(required = true, implementation = LocalDateTime.class, description = "By the account's clock")
            LocalDateTime at,

            @Schema(required = true) ContactKind kind,

            @Schema(required = true, description = "May be empty where there is a loan")
            String who,

            @Schema(required = true, description = "May be empty")
            String phone,

            @Schema(required = true, nullable = true) Long loanId,

            @Computed @Schema(required = true, nullable = true)
            String orgName,

            @Schema(required = true) String note,

            @Computed
            @Schema(
                    required = true,
                    description = "What it looks to exceed, of the contacts about the same loan or by the same people")
            List<ExcessView> excesses,

            @Schema(required = true) Instant createdAt) {}

    @Schema(name = "CollectorContactPage")
    record PageView(
            @Schema(required = true) List<View> items,
            @Schema(required = true, nullable = true) String nextCursor) {}

    @Schema(name = "CollectorContactCount")
    record CountView(
            @Schema(required = true) ContactLimits.Counted counted,

            @Schema(
                    required = true,
                    enumeration = {"day", "week", "month"})
            String period,

            @Schema(required = true, description = "Of the day, the calendar week or the calendar month")
            int calendar,

            @Schema(required = true, description = "Of the last 1, 7 or 30 days")
            int rolling,

            @Schema(required = true, description = "By law") int most) {}

    @Schema(name = "CollectorContactsOfOne")
    record LenderView(
            @Schema(required = true, nullable = true, description = "Null: by who it was")
            Long loanId,

            @Schema(required = true) String name,
            @Schema(required = true) List<CountView> counts) {}

    @Schema(name = "RefusalOfContacts", description = "Of a loan that is overdue")
    record RefusalView(
            @Schema(required = true) long loanId,
            @Schema(required = true) String orgName,

            @Schema(required = true, description = "The day after the first payment that is not paid was due")
            LocalDate overdueFrom,

            @Schema(required = true, description = "Before, a refusal has no effect")
            LocalDate possibleFrom) {}

    @Schema(name = "CollectorContactsMost", description = "Null: no limit of that period")
    record MostView(
            @Schema(required = true, nullable = true) Integer day,
            @Schema(required = true, nullable = true) Integer week,
            @Schema(required = true, nullable = true) Integer month) {

        private static MostView of(Map<Period, Integer> most) {
            return new MostView(most.get(Period.DAY), most.get(Period.WEEK), most.get(Period.MONTH));
        }
    }

    @Schema(name = "CollectorContactsHours", description = "Of the debtor's clock")
    record HoursView(
            @Schema(required = true) int from,
            @Schema(required = true) int until) {

        private static HoursView of(Between hours) {
            return new HoursView(hours.from(), hours.until());
        }
    }

    @Schema(name = "CollectorContactsAllowed")
    record AllowedView(
            @Schema(required = true) MostView calls,
            @Schema(required = true) MostView messages,
            @Schema(required = true) MostView meetings,
            @Schema(required = true) HoursView workdays,
            @Schema(required = true) HoursView daysOff) {

        private static AllowedView of(Approaches limits) {
            return new AllowedView(
                    MostView.of(limits.calls()),
                    MostView.of(limits.messages()),
                    MostView.of(limits.meetings()),
                    HoursView.of(limits.workdays()),
                    HoursView.of(limits.daysOff()));
        }
    }

    @Schema(name = "CollectorContactsStanding")
    record StandingView(
            @Schema(required = true, nullable = true, description = "By the law of today")
            AllowedView allowed,

            @Schema(required = true, description = "Those of whom there is something in the last 33 days")
            List<LenderView> lenders,

            @Schema(required = true) List<RefusalView> refusals,
            @Schema(required = true) List<RuleView> rules) {}

    /** A contact as it is kept, with what it looks to exceed. */
    record Judged(Stored contact, List<Excess> excesses) {

        View view(ZoneId zone, Locale language) {
            return new View(
                    contact.id,
                    contact.version,
                    contact.at(zone),
                    contact.kind,
                    contact.who,
                    contact.phone,
                    contact.loanId,
                    contact.orgName,
                    contact.note,
                    excesses.stream()
                            .map(excess -> ExcessView.of(excess, language))
                            .toList(),
                    contact.createdAt);
        }

        Position position() {
            return new Position(contact.at, contact.id);
        }
    }

    /** @param shown false of one that only counts */
    record Stored(
            long id,
            int version,
            Instant at,
            ContactKind kind,
            String who,
            String phone,
            Long loanId,
            String orgName,
            String note,
            Instant createdAt,
            boolean shown) {

        private static Stored of(Row row) {
            return new Stored(
                    row.getLong("id"),
                    row.getInteger("version"),
                    Sql.instant(row, "contacted_at"),
                    ContactKind.valueOf(row.getString("kind")),
                    row.getString("who"),
                    row.getString("phone"),
                    row.getLong("loan_id"),
                    row.getString("org_name"),
                    row.getString("note"),
                    Sql.instant(row, "created_at"),
                    row.getBoolean("shown"));
        }

        LocalDateTime at(ZoneId zone) {
            return at.atZone(zone).toLocalDateTime();
        }

        private Contact forLimits(ZoneId zone) {
            return new Contact(id, at(zone), kind);
        }

        private String debt() {
            return debtOf(id, loanId, who);
        }

        /**
         * The law's limits are those of one debt; where it is not known which, of the same people. What is left of a contact by
         * nobody about a loan that is gone for good is counted with no other.
         */
        private static String debtOf(long id, Long loanId, String who) {
            if (loanId != null) {
                return "loan " + loanId;
            }
            return who.isBlank() ? "contact " + id : "who " + who.strip().toLowerCase(Locale.ROOT);
        }
    }

    /** Newest first. @param limit of which the next page is known by one more */
    Uni<List<Judged>> page(AccountSettings account, Optional<Long> loanId, Optional<Position> after, int limit) {
        var parameters = new HashMap<String, Object>(Map.of("account", account.accountId(), "limit", limit));
        loanId.ifPresent(id -> parameters.put("loan", id));
        after.ifPresent(position -> {
            parameters.put("afterAt", position.at());
            parameters.put("afterId", position.id());
        });
        var conditions = (loanId.isPresent() ? " and c.loan_id = :loan" : "")
                + (after.isPresent() ? " and (c.contacted_at, c.id) < (cast(:afterAt as timestamptz), :afterId)" : "")
                + " order by c.contacted_at desc, c.id desc limit :limit";
        return judged(account, conditions, parameters);
    }

    Uni<View> get(AccountSettings account, long id) {
        return judged(account, " and c.id = :id", Map.of("account", account.accountId(), "id", id))
                .map(found -> found.stream()
                        .findFirst()
                        .orElseThrow(() -> new NotFound(ProblemType.NOT_FOUND.detail()))
                        .view(account.zone(), account.language()));
    }

    private Uni<List<Judged>> judged(AccountSettings account, String conditions, Map<String, Object> parameters) {
        var page = "with page as (select c.id, c.contacted_at from collector_contacts c where c.account_id = :account"
                + conditions + ")";
        return Statement.of(page + WITH_WHAT_COUNTS, parameters).on(database).map(rows -> {
            var all = rows.stream().map(Stored::of).toList();
            var excesses = new HashMap<Long, List<Excess>>();
            all.stream()
                    .collect(Collectors.groupingBy(
                            Stored::debt,
                            Collectors.mapping(one -> one.forLimits(account.zone()), Collectors.toList())))
                    .values()
                    .forEach(contacts -> excesses.putAll(limits.excesses(contacts)));
            return all.stream()
                    .filter(Stored::shown)
                    .map(one -> new Judged(one, excesses.get(one.id)))
                    .toList();
        });
    }

    private record Recent(Long loanId, String name, String debt, Contact contact) {

        private static Recent of(JsonObject json, ZoneId zone) {
            var loanId = json.getLong("loanId");
            var who = json.getString("who");
            long id = json.getLong("id");
            var at = OffsetDateTime.parse(json.getString("at")).atZoneSameInstant(zone);
            return new Recent(
                    loanId,
                    loanId == null ? who : json.getString("orgName"),
                    Stored.debtOf(id, loanId, who),
                    new Contact(id, at.toLocalDateTime(), ContactKind.valueOf(json.getString("kind"))));
        }
    }

    Uni<StandingView> standing(AccountSettings account) {
        var now = clock.instant();
        var today = account.today(now);
        return Statement.of(
                        STANDING, Map.of("account", account.accountId(), "today", today, "from", now.minus(LOOKS_BACK)))
                .on(database)
                .map(rows -> standing(rows.getFirst(), account.zone(), today));
    }

    private StandingView standing(Row row, ZoneId zone, LocalDate today) {
        var byDebt = Sql.objects(row, "contacts")
                .map(json -> Recent.of(json, zone))
                .collect(Collectors.groupingBy(Recent::debt, LinkedHashMap::new, Collectors.toList()));
        var lenders =
                byDebt.values().stream().map(recent -> lender(recent, today)).toList();
        var refusal = law.refusalOfContacts().on(today);
        var refusals = refusal.stream()
                .flatMap(rule -> Sql.objects(row, "overdue").map(loan -> refusal(loan, rule.value())))
                .toList();
        var rules = new ArrayList<Rule<?>>();
        var approaches = law.approaches().on(today);
        approaches.ifPresent(rules::add);
        law.robotCalls().on(today).ifPresent(rules::add);
        refusal.ifPresent(rules::add);
        return new StandingView(
                approaches.map(rule -> AllowedView.of(rule.value())).orElse(null),
                lenders,
                refusals,
                rules.stream().map(RuleView::of).toList());
    }

    private LenderView lender(List<Recent> recent, LocalDate today) {
        var newest = recent.stream()
                .max(Comparator.comparing(one -> one.contact().at()))
                .orElseThrow();
        var counts = limits.counts(recent.stream().map(Recent::contact).toList(), today).stream()
                .map(count -> new CountView(
                        count.counted(), written(count.period()), count.calendar(), count.rolling(), count.most()))
                .toList();
        return new LenderView(newest.loanId(), newest.name(), counts);
    }

    private static String written(Period period) {
        return period.name().toLowerCase(Locale.ROOT);
    }

    private static RefusalView refusal(JsonObject loan, Law.RefusalOfContacts rule) {
        var overdueFrom = LocalDate.parse(loan.getString("dueDate")).plusDays(1);
        return new RefusalView(
                loan.getLong("loanId"),
                loan.getString("orgName"),
                overdueFrom,
                ContactLimits.refusalFrom(overdueFrom, rule));
    }
}
