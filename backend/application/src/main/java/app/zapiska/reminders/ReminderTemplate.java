package app.zapiska.reminders;

import app.zapiska.platform.DomainException.Conflict;
import app.zapiska.platform.Wording;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.datatype.jsr310.ser.LocalTimeSerializer;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** A named set of rules. System ones come with the account and never change. */
@Entity
@Table(name = "reminder_templates")
class ReminderTemplate {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "account_id")
    private long accountId;

    @Version
    private int version;

    @Column(name = "system_key")
    private String systemKey;

    private String name;
    private String description;

    @Convert(converter = RulesAsJson.class)
    private List<Rule> rules;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected ReminderTemplate() {}

    ReminderTemplate(long accountId, String name, String description, List<Rule> rules, Instant now) {
        this.accountId = accountId;
        this.name = name;
        this.description = description;
        this.rules = List.copyOf(rules);
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** @throws Conflict for a system template */
    void change(String name, String description, List<Rule> rules, Wording refusal, Instant now) {
        requireOwn(refusal);
        this.name = name;
        this.description = description;
        this.rules = List.copyOf(rules);
        this.updatedAt = now;
    }

    /** @throws Conflict for a system template */
    void requireOwn(Wording refusal) {
        if (system()) {
            throw new Conflict(refusal);
        }
    }

    boolean system() {
        return systemKey != null;
    }

    Long id() {
        return id;
    }

    int version() {
        return version;
    }

    List<Rule> rules() {
        return rules;
    }

    /** Rules as they stand in the API, so that a dump of the database is readable with the API's documentation. */
    static class RulesAsJson implements AttributeConverter<List<Rule>, String> {

        private static final JsonMapper JSON = JsonMapper.builder()
                .addModule(new JavaTimeModule()
                        .addSerializer(LocalTime.class, new LocalTimeSerializer(DateTimeFormatter.ofPattern("HH:mm"))))
                .disable(com.fasterxml.jackson.databind.SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .build();
        private static final TypeReference<List<Rule>> RULES = new TypeReference<>() {};

        @Override
        public String convertToDatabaseColumn(List<Rule> rules) {
            try {
                return JSON.writerFor(RULES).writeValueAsString(rules);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public List<Rule> convertToEntityAttribute(String json) {
            return read(json);
        }

        static List<Rule> read(String json) {
            try {
                return JSON.readValue(json, RULES);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("unreadable rules", e);
            }
        }
    }
}
