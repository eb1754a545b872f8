package app.zapiska.accounts;

import app.zapiska.platform.Language;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hibernate.annotations.ColumnTransformer;

/** A person who signs in, with what they have chosen. */
@Entity
@Table(name = "accounts")
class Account {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Version
    private int version;

    private String login;
    private String name;

    @Enumerated(EnumType.STRING)
    private Role role;

    @Column(name = "password_hash")
    private String passwordHash;

    private String language;

    @Column(name = "time_zone")
    private String timeZone;

    @Column(name = "work_start_hour")
    private short workStartHour;

    @Column(name = "work_end_hour")
    private short workEndHour;

    @Column(name = "work_days")
    @ColumnTransformer(read = "cast(work_days as text)", write = "cast(cast(? as text) as jsonb)")
    private String workDays = "{}";

    @Column(name = "repeat_minutes_1")
    private int repeatMinutes1;

    @Column(name = "repeat_minutes_2")
    private int repeatMinutes2;

    @Column(name = "repeat_minutes_3")
    private int repeatMinutes3;

    @Column(name = "urgent_days")
    private int urgentDays;

    @Column(name = "digest_times")
    @ColumnTransformer(read = "array_to_string(digest_times, ',')", write = "cast(string_to_array(?, ',') as time[])")
    private String digestTimes = "10:00,20:00";

    @Column(name = "snooze_default_minutes")
    private int snoozeDefaultMinutes;

    private String currency;

    @Column(name = "default_task_template_id")
    private Long defaultTaskTemplateId;

    @Column(name = "default_payment_template_id")
    private Long defaultPaymentTemplateId;

    @Column(name = "paused_until")
    private Instant pausedUntil;

    @Column(name = "pause_spares_payments")
    private boolean pauseSparesPayments;

    @Column(name = "morning_digest")
    private boolean morningDigest;

    @Column(name = "morning_digest_at")
    private LocalTime morningDigestAt;

    @Column(name = "evening_digest")
    private boolean eveningDigest;

    @Column(name = "evening_digest_at")
    private LocalTime eveningDigestAt;

    @Column(name = "weekly_digest")
    private boolean weeklyDigest;

    @Column(name = "weekly_digest_at")
    private LocalTime weeklyDigestAt;

    @Column(name = "weekly_digest_day")
    private short weeklyDigestDay;

    @Column(name = "ceiling_messages")
    private boolean ceilingMessages;

    @Column(name = "telegram_chat_id", insertable = false, updatable = false)
    private Long telegramChatId;

    @Column(name = "telegram_blocked_at", insertable = false, updatable = false)
    private Instant telegramBlockedAt;

    @Column(name = "deactivated_at")
    private Instant deactivatedAt;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected Account() {}

    /** @param passwordHash as {@link PasswordHashing} makes it */
    static Account create(
            String login, String name, Role role, String passwordHash, AccountSettings settings, Instant now) {
        var account = new Account();
        account.login = login;
        account.name = name;
        account.role = role;
        account.passwordHash = passwordHash;
        account.createdAt = now;
        account.apply(settings, now);
        return account;
    }

    /** Takes over what a person chooses; the chat belongs to linking and stays. */
    void apply(AccountSettings chosen, Instant now) {
        language = chosen.language().getLanguage();
        timeZone = chosen.zone().getId();
        workStartHour = (short) chosen.workingHours().everyDay().start();
        workEndHour = (short) chosen.workingHours().everyDay().end();
        workDays = json(chosen.workingHours().exceptions());
        repeatMinutes1 = (int) chosen.repeatInterval(1).toMinutes();
        repeatMinutes2 = (int) chosen.repeatInterval(2).toMinutes();
        repeatMinutes3 = (int) chosen.repeatInterval(3).toMinutes();
        urgentDays = chosen.urgentDays();
        digestTimes = chosen.digestTimes().stream().map(LocalTime::toString).collect(Collectors.joining(","));
        snoozeDefaultMinutes = (int) chosen.snoozeDefault().toMinutes();
        currency = chosen.currency();
        ceilingMessages = chosen.loans().ceilings();
        defaultTaskTemplateId = chosen.defaults().ofTasks().orElse(null);
        defaultPaymentTemplateId = chosen.defaults().ofPayments().orElse(null);
        morningDigest = chosen.digests().morning().on();
        morningDigestAt = chosen.digests().morning().at();
        eveningDigest = chosen.digests().evening().on();
        eveningDigestAt = chosen.digests().evening().at();
        weeklyDigest = chosen.digests().weekly().on();
        weeklyDigestAt = chosen.digests().weekly().at();
        weeklyDigestDay = (short) chosen.digests().weekly().day().getValue();
        updatedAt = now;
    }

    /** Of this nothing is looked at in {@link #apply}: a form that was opened before must not end it. */
    void pause(Optional<AccountSettings.Pause> pause, Instant now) {
        pausedUntil = pause.map(AccountSettings.Pause::until).orElse(null);
        pauseSparesPayments =
                pause.filter(AccountSettings.Pause::sparesPayments).isPresent();
        updatedAt = now;
    }

    void changePassword(String newHash, Instant now) {
        passwordHash = newHash;
        updatedAt = now;
    }

    /** @param active whether it may sign in and is written to */
    void admit(Role role, boolean active, Instant now) {
        this.role = role;
        deactivatedAt = active ? null : isActive() ? now : deactivatedAt;
        updatedAt = now;
    }

    boolean isActive() {
        return deactivatedAt == null;
    }

    AccountSettings settings() {
        return new AccountSettings(
                id == null ? 0 : id,
                new AccountSettings.Place(ZoneId.of(timeZone), Language.of(language)),
                new AccountSettings.Nagging(
                        new WorkingHours(new WorkingHours.Hours(workStartHour, workEndHour), exceptions(workDays)),
                        Map.of(
                                1, Duration.ofMinutes(repeatMinutes1),
                                2, Duration.ofMinutes(repeatMinutes2),
                                3, Duration.ofMinutes(repeatMinutes3)),
                        Duration.ofMinutes(snoozeDefaultMinutes),
                        Optional.ofNullable(pausedUntil)
                                .map(until -> new AccountSettings.Pause(until, pauseSparesPayments))),
                new AccountSettings.Loans(
                        urgentDays,
                        digestTimes.isEmpty()
                                ? List.of()
                                : Arrays.stream(digestTimes.split(","))
                                        .map(LocalTime::parse)
                                        .toList(),
                        currency,
                        ceilingMessages),
                new AccountSettings.DefaultTemplates(
                        Optional.ofNullable(defaultTaskTemplateId), Optional.ofNullable(defaultPaymentTemplateId)),
                new AccountSettings.Digests(
                        new AccountSettings.Daily(morningDigest, morningDigestAt),
                        new AccountSettings.Daily(eveningDigest, eveningDigestAt),
                        new AccountSettings.Weekly(weeklyDigest, DayOfWeek.of(weeklyDigestDay), weeklyDigestAt)),
                new AccountSettings.Chat(
                        telegramChatId == null ? OptionalLong.empty() : OptionalLong.of(telegramChatId),
                        telegramBlockedAt != null,
                        !role.mayWrite(),
                        isActive()));
    }

    static Map<DayOfWeek, Optional<WorkingHours.Hours>> exceptions(String json) {
        try {
            Map<Integer, Map<String, Integer>> stored = JSON.readValue(json, new TypeReference<>() {});
            var days = new EnumMap<DayOfWeek, Optional<WorkingHours.Hours>>(DayOfWeek.class);
            stored.forEach((day, hours) -> days.put(
                    DayOfWeek.of(day),
                    Optional.ofNullable(hours).map(h -> new WorkingHours.Hours(h.get("start"), h.get("end")))));
            return days;
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("work_days of an account is broken", broken);
        }
    }

    private static String json(Map<DayOfWeek, Optional<WorkingHours.Hours>> exceptions) {
        var stored = new TreeMap<Integer, Map<String, Integer>>();
        exceptions.forEach((day, hours) -> stored.put(
                day.getValue(),
                hours.map(h -> Map.of("start", h.start(), "end", h.end())).orElse(null)));
        try {
            return JSON.writeValueAsString(stored);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    Long id() {
        return id;
    }

    int version() {
        return version;
    }

    String login() {
        return login;
    }

    String name() {
        return name;
    }

    Role role() {
        return role;
    }

    String passwordHash() {
        return passwordHash;
    }
}
