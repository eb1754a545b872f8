package app.zapiska.transfer;

import app.zapiska.loans.ImportedLoans;
import app.zapiska.loans.LoanContract;
import app.zapiska.loans.LoanExtension;
import app.zapiska.platform.AboveZero;
import app.zapiska.platform.Lines;
import app.zapiska.platform.Money;
import app.zapiska.platform.NullableId;
import app.zapiska.platform.OneLine;
import app.zapiska.reminders.Rule;
import app.zapiska.requisites.HowToPay;
import app.zapiska.tasks.ImportedTasks;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;

/**
 * One thing of an account with all that belongs to it, as an archive holds it. Ids are those of where it comes from. Names and
 * types are those of the API; what may be missing is null.
 */
sealed interface Archived {

    long id();

    /** What a person calls it. */
    String title();

    Instant createdAt();

    /** How many rows of the database it is made of. */
    default int rows() {
        return 1;
    }

    /** Of one template. */
    int MOST_RULES = 20;

    /** Lines of one loan's ledger; a loan is read as a whole. */
    int MOST_ENTRIES = 20_000;

    enum Kind {
        TEMPLATE("templates", Template.class),
        CATEGORY("categories", Category.class),
        TASK("tasks", Task.class),
        LOAN("loans", Loan.class),
        CONTACT("contacts", Contact.class);

        private final String file;
        private final Class<? extends Archived> type;

        Kind(String file, Class<? extends Archived> type) {
            this.file = file;
            this.type = type;
        }

        String file() {
            return file + ".json";
        }

        Class<? extends Archived> type() {
            return type;
        }
    }

    /** @param systemKey of one that comes with every account; null for the account's own */
    @RegisterForReflection
    record Template(
            @Positive long id,
            @OneLine(max = 50) String systemKey,
            @NotNull @OneLine(max = 100, invisible = true) String name,
            @NotNull @Lines(max = 500) String description,
            @NotNull @Size(min = 1, max = MOST_RULES) List<@NotNull @Valid Rule> rules,
            @NotNull @InCalendar Instant createdAt,
            @NotNull @InCalendar Instant updatedAt)
            implements Archived {
        @Override
        public String title() {
            return name;
        }
    }

    @RegisterForReflection
    record Category(
            @Positive long id,
            @NotNull @OneLine(max = 100, invisible = true) String name,
            @NotNull @Pattern(regexp = "#[0-9a-f]{6}") String color,
            @NotNull @OneLine(max = 50, optional = true) String icon,
            @NotNull @InCalendar Instant createdAt,
            @NotNull @InCalendar Instant updatedAt)
            implements Archived {
        @Override
        public String title() {
            return name;
        }
    }

    /**
     * @param dueTime only with a due date
     * @param durationMinutes only with a due date
     * @param completedAt of a done task and of no other
     * @param dayPlace where somebody put it within its day; missing where nobody did, and in older archives
     * @param seriesId the first of its series that is here; missing, as all of a series, in older archives
     * @param followsId the occurrence it came after
     * @param seriesStartDate where the rule counts from; without it from the due date
     * @param slotDate the rule's own date that it stands for
     * @param continuation what came after it; null when that is still to be decided
     * @param reminders those chosen by hand that are still to come
     */
    @RegisterForReflection
    record Task(
            @Positive long id,
            @NotNull @OneLine(max = 200, invisible = true) String title,
            @NotNull @Lines(max = 10_000) String description,
            @NotNull @Pattern(regexp = "open|done") String status,
            @Min(1) @Max(3) int importance,
            LocalDate dueDate,
            LocalTime dueTime,
            @Positive Long dayPlace,
            @Min(1) @Max(10_080) Integer durationMinutes,
            Long categoryId,
            @OneLine(max = 500) String recurrence,
            @NotNull @Pattern(regexp = "due|completion") String recurFrom,
            LocalDate pausedUntil,
            Long seriesId,
            Long followsId,
            LocalDate seriesStartDate,
            LocalTime seriesStartTime,
            @Min(1) Integer seriesStartNumber,
            LocalDate slotDate,
            LocalTime slotTime,
            @Valid Usual usual,

            @Pattern(regexp = "followed|count|until|calendar|stopped")
            String continuation,

            Long reminderTemplateId,
            @InCalendar Instant completedAt,
            @InCalendar Instant deletedAt,
            @NotNull @InCalendar Instant createdAt,
            @NotNull @InCalendar Instant updatedAt,

            @NotNull @Size(max = ImportedTasks.MOST_SUBTASKS)
            List<@NotNull @Valid Subtask> subtasks,

            @NotNull @Size(max = 200) List<@NotNull LocalDateTime> reminders)
            implements Archived {

        boolean open() {
            return status.equals("open") && deletedAt == null;
        }

        @Override
        public int rows() {
            return 1 + subtasks.size() + reminders.size();
        }
    }

    /**
     * What the next occurrence has where this one does not say it.
     *
     * @param reminders minutes from the due moment
     * @param content of the others of the series, when this one alone was changed
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Usual(
            @Size(max = 200) List<@NotNull Integer> reminders,
            @Valid UsualContent content) {}

    @RegisterForReflection
    record UsualContent(
            @NotNull @OneLine(max = 200, invisible = true) String title,
            @NotNull @Lines(max = 10_000) String description,
            @Min(1) @Max(3) int importance,
            @Min(1) @Max(10_080) Integer durationMinutes,
            Long categoryId,
            Long reminderTemplateId,

            @NotNull @Size(max = ImportedTasks.MOST_SUBTASKS)
            List<@NotNull @OneLine(max = 200, invisible = true) String> steps) {}

    @RegisterForReflection
    record Subtask(
            @NotNull @OneLine(max = 200, invisible = true) String title,
            boolean completed,
            @PositiveOrZero int position,
            @NotNull @InCalendar Instant createdAt) {}

    /**
     * @param contract missing in older archives, and where nothing of it is known
     * @param requisites null where nothing is written down; missing in older archives
     */
    @RegisterForReflection
    record Loan(
            @Positive long id,
            @NotNull @OneLine(max = 200, invisible = true) String orgName,
            @NotNull @OneLine(max = 2_000, optional = true) String website,
            @NotNull LocalDate loanDate,
            LocalDate dueDate,
            @NotNull @AboveZero Money amountBorrowed,
            @AboveZero Money amountDue,
            boolean riskyOrg,
            @NotNull @Lines(max = 10_000) String notes,
            @NotNull @Lines(max = 2_000) String paymentMethods,
            Long reminderTemplateId,
            @InCalendar Instant deletedAt,
            @NotNull @InCalendar Instant createdAt,
            @NotNull @InCalendar Instant updatedAt,

            @NotNull @Size(max = 10 * ImportedLoans.MOST_INSTALLMENTS)
            List<@NotNull @Valid Installment> installments,

            @NotNull @Size(max = MOST_ENTRIES) List<@NotNull @Valid Entry> entries,
            @Valid LoanContract contract,
            @Valid Requisites requisites)
            implements Archived {
        @Override
        public String title() {
            return orgName;
        }

        @Override
        public int rows() {
            return 1 + installments.size() + entries.size() + (requisites == null ? 0 : 1);
        }
    }

    /** Where the lender takes transfers; what is not known is empty. */
    @RegisterForReflection
    record Requisites(
            @NotNull @OneLine(max = 160, optional = true) String name,
            @NotNull @OneLine(max = 20, optional = true) String account,
            @NotNull @OneLine(max = 160, optional = true) String bank,
            @NotNull @OneLine(max = 9, optional = true) String bic,
            @NotNull @OneLine(max = 20, optional = true) String correspondentAccount,
            @NotNull @OneLine(max = 12, optional = true) String inn,
            @NotNull @OneLine(max = 9, optional = true) String kpp,
            @NotNull @OneLine(max = 210, optional = true) String purpose,
            @NotNull @OneLine(max = 500, optional = true) String sbpLink,
            @NotNull @InCalendar Instant updatedAt) {

        HowToPay content() {
            return new HowToPay(
                    new app.zapiska.requisites.Requisites(
                            name, account, bank, bic, correspondentAccount, inn, kpp, purpose, ""),
                    sbpLink);
        }
    }

    /** A call, a message or a visit of a lender or a collector. Older archives have no file of them. */
    @RegisterForReflection
    record Contact(
            @Positive long id,
            @NotNull @InCalendar Instant contactedAt,

            @NotNull @Pattern(regexp = "call|robot_call|message|meeting|letter")
            String kind,

            @NotNull @OneLine(max = 200, optional = true) String who,
            @NotNull @OneLine(max = 50, optional = true) String phone,
            Long loanId,
            @NotNull @Lines(max = 2_000) String note,
            @NotNull @InCalendar Instant createdAt)
            implements Archived {
        @Override
        public String title() {
            return who;
        }
    }

    /** @param removedAt taken out of the schedule; its payments still name it */
    @RegisterForReflection
    record Installment(
            @Positive long id,
            @NotNull LocalDate dueDate,
            @NotNull @AboveZero Money amount,
            @InCalendar Instant removedAt,
            @NotNull @InCalendar Instant createdAt) {}

    /**
     * A line of the ledger.
     *
     * @param amount below zero in a reversal, and in some corrections
     * @param extension null unless it moved a date; missing in older archives
     */
    @RegisterForReflection
    record Entry(
            @Positive long id,
            Long installmentId,

            @NotNull @Pattern(regexp = "payment|reversal|correction")
            String kind,

            @NotNull Money amount,
            @NotNull LocalDate paidOn,
            Long reversalOf,
            @NotNull @Pattern(regexp = "web|telegram|api") String source,
            @NotNull @OneLine(max = 200) String actor,
            @NotNull @OneLine(max = 500, optional = true) String note,
            @NotNull @InCalendar Instant createdAt,
            @Valid LoanExtension extension) {}

    /**
     * What the account has chosen; taken over by an account that is still empty.
     *
     * @param defaultTaskTemplateId missing in older archives, as the other default is
     * @param morningDigest missing in older archives, as all of the digests of a day or a week is: they stay as they are
     * @param ceilingMessages missing in older archives: it stays as it is
     * @param payoffPlan null where none is followed; missing in older archives
     */
    @RegisterForReflection
    record Settings(
            @NotNull @Pattern(regexp = "ru|en") String language,
            @NotNull @OneLine(max = 64) String timeZone,
            @Min(0) @Max(24) int workStartHour,
            @Min(0) @Max(24) int workEndHour,
            @NotNull Map<@Pattern(regexp = "[1-7]") String, @Valid Hours> workDays,
            @Min(1) @Max(1440) int repeatMinutes1,
            @Min(1) @Max(1440) int repeatMinutes2,
            @Min(1) @Max(1440) int repeatMinutes3,
            @Min(0) @Max(60) int urgentDays,
            @NotNull @Size(max = 6) List<@NotNull LocalTime> digestTimes,
            @Min(1) @Max(43_200) int snoozeDefaultMinutes,
            @NotNull @Pattern(regexp = "[A-Z]{3}") String currency,
            NullableId defaultTaskTemplateId,
            NullableId defaultPaymentTemplateId,
            Boolean morningDigest,
            LocalTime morningDigestAt,
            Boolean eveningDigest,
            LocalTime eveningDigestAt,
            Boolean weeklyDigest,
            LocalTime weeklyDigestAt,
            @Min(1) @Max(7) Integer weeklyDigestDay,
            Boolean ceilingMessages,
            @Valid PayoffPlan payoffPlan) {}

    /**
     * The payoff plan that is followed; missing where none is, and in older archives.
     *
     * @param byHand ids of loans, first to last; null without an order of the person's own
     * @param since when its money came last
     * @param money what should still be there of it
     * @param kept of that, for later; null when nothing was owed
     * @param missed what was not paid out of the money before
     * @param quiet what was to be paid early of it is paid
     */
    @RegisterForReflection
    record PayoffPlan(
            @NotNull @AboveZero Money monthlyBudget,

            @NotNull @Pattern(regexp = "marginal_cost|rate|size|by_hand")
            String payOrder,

            @Size(max = 1_000) List<@NotNull Long> byHand,
            @NotNull LocalDate firstOn,
            @NotNull Money extra,
            @NotNull Money feeFixed,

            @NotNull @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 2)
            BigDecimal feePercent,

            @NotNull LocalDate since,
            @NotNull Money money,
            Money kept,
            @NotNull Money missed,
            boolean quiet) {}

    /** Working hours of one weekday. */
    @RegisterForReflection
    record Hours(
            @Min(0) @Max(24) int start, @Min(0) @Max(24) int end) {}
}
