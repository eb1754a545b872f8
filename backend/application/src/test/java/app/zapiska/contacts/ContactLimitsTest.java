package app.zapiska.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.contacts.ContactLimits.Contact;
import app.zapiska.contacts.ContactLimits.Count;
import app.zapiska.contacts.ContactLimits.Counted;
import app.zapiska.contacts.ContactLimits.Excess;
import app.zapiska.law.Law;
import app.zapiska.law.Law.Period;
import app.zapiska.law.ProductionCalendar;
import app.zapiska.law.Rule;
import app.zapiska.platform.Language;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("What a contact looks to exceed")
class ContactLimitsTest {

    private static final Law LAW = new Law();
    private static final ContactLimits LIMITS = new ContactLimits(LAW, new ProductionCalendar());

    private static List<Contact> contacts(ContactKind kind, String... at) {
        return IntStream.range(0, at.length)
                .mapToObj(i -> new Contact(i, LocalDateTime.parse(at[i]), kind))
                .toList();
    }

    /** Of the last one. */
    private static List<String> said(ContactKind kind, String... at) {
        return words(LIMITS.excesses(contacts(kind, at)).get(at.length - 1L));
    }

    private static List<String> words(List<Excess> excesses) {
        return excesses.stream()
                .map(excess -> ContactWords.of(excess).in(Language.RUSSIAN))
                .toList();
    }

    @Test
    @DisplayName("K1: the second call of a day is one too many, and the first is none")
    void twiceADay() {
        var calls = contacts(ContactKind.CALL, "2026-11-23T10:00", "2026-11-23T18:00");
        var found = LIMITS.excesses(calls);
        assertThat(found.get(0L)).isEmpty();
        assertThat(words(found.get(1L)))
                .containsExactly("похоже на превышение: второй звонок за день, по закону — не больше одного");
        assertThat(found.get(1L).getFirst().rules()).extracting(Rule::act).containsExactly("230-ФЗ");
        assertThat(ContactWords.of(found.get(1L).getFirst()).in(Language.ENGLISH))
                .isEqualTo("looks like more than allowed: the 2nd call in a day; by law no more than 1");
    }

    @Test
    @DisplayName("K2: the third call of a week is one too many by the calendar and by any seven days")
    void threeAWeek() {
        assertThat(said(ContactKind.CALL, "2026-11-23T10:00", "2026-11-24T10:00"))
                .isEmpty();
        assertThat(said(ContactKind.CALL, "2026-11-23T10:00", "2026-11-24T10:00", "2026-11-26T10:00"))
                .containsExactly("похоже на превышение: третий звонок за неделю (и календарную, и 7 дней подряд), "
                        + "по закону — не больше двух");
    }

    @Test
    @DisplayName("a week that is too much by one reading alone is told so")
    void byOneReading() {
        assertThat(said(ContactKind.CALL, "2026-11-20T10:00", "2026-11-22T10:00", "2026-11-23T10:00"))
                .containsExactly("похоже на превышение: третий звонок за 7 дней подряд, по закону — не больше двух; "
                        + "как считать этот срок, закон не уточняет");
        assertThat(said(ContactKind.CALL, "2026-11-16T10:00", "2026-11-18T10:00", "2026-11-23T10:00"))
                .as("seven days after the first it does not count any more")
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "2026-11-28T08:30, в выходной или праздник — с 9 до 20 часов",
        "2026-11-28T20:01, в выходной или праздник — с 9 до 20 часов",
        "2026-11-04T08:59, в выходной или праздник — с 9 до 20 часов",
        "2026-11-27T22:01, в рабочий день — с 8 до 22 часов",
        "2026-11-27T07:59, в рабочий день — с 8 до 22 часов",
        "2026-11-27T00:00, в рабочий день — с 8 до 22 часов",
    })
    @DisplayName("K3, K4: outside the hours of a day off, a holiday or a working day")
    void outsideHours(String at, String hours) {
        assertThat(said(ContactKind.CALL, at))
                .containsExactly("похоже на превышение: звонок в " + at.substring(11) + ", по закону " + hours);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                // K4, and its boundary, which the law does not define.
                "2026-11-27T21:59",
                "2026-11-27T22:00",
                "2026-11-27T08:00",
                "2026-11-28T09:00",
                "2026-11-28T20:00",
                // A Saturday on which people work, by a decree: not sure which hours hold.
                "2027-02-20T21:00",
                "2027-02-20T08:30",
                // Days off of that year are not known yet.
                "2031-01-04T21:00"
            })
    @DisplayName("K4: inside the hours, on their boundary, and where the law is not sure, nothing is said")
    void insideHours(String at) {
        assertThat(said(ContactKind.CALL, at)).isEmpty();
    }

    @Test
    @DisplayName("messages, meetings and months have limits of their own")
    void otherLimits() {
        assertThat(said(ContactKind.MESSAGE, "2026-11-23T10:00", "2026-11-23T11:00"))
                .isEmpty();
        assertThat(said(ContactKind.MESSAGE, "2026-11-23T10:00", "2026-11-23T11:00", "2026-11-23T12:00"))
                .containsExactly("похоже на превышение: третье сообщение за день, по закону — не больше двух");
        assertThat(said(ContactKind.MEETING, "2026-11-23T10:00", "2026-11-25T10:00"))
                .containsExactly("похоже на превышение: вторая встреча за неделю (и календарную, и 7 дней подряд), "
                        + "по закону — не больше одной");
        var spread = new String[] {
            "2026-11-02T10:00",
            "2026-11-06T10:00",
            "2026-11-09T10:00",
            "2026-11-13T10:00",
            "2026-11-16T10:00",
            "2026-11-20T10:00",
            "2026-11-23T10:00",
            "2026-11-27T10:00",
            "2026-11-30T10:00"
        };
        assertThat(said(ContactKind.CALL, spread))
                .containsExactly("похоже на превышение: девятый звонок за месяц (и календарный, и 30 дней подряд), "
                        + "по закону — не больше восьми");
    }

    @Test
    @DisplayName("a robot's call is counted among the calls, by a rule that is likely; before that rule it is not")
    void robots() {
        var found = LIMITS.excesses(List.of(
                new Contact(1, LocalDateTime.parse("2026-11-23T10:00"), ContactKind.ROBOT_CALL),
                new Contact(2, LocalDateTime.parse("2026-11-23T18:00"), ContactKind.CALL)));
        assertThat(found.get(2L)).hasSize(1);
        assertThat(found.get(2L).getFirst().rules())
                .extracting(Rule::certainty)
                .containsExactly(Rule.Certainty.SURE, Rule.Certainty.LIKELY);
        assertThat(said(ContactKind.ROBOT_CALL, "2024-01-31T10:00", "2024-01-31T23:00"))
                .isEmpty();
        assertThat(said(ContactKind.CALL, "2016-12-31T23:00"))
                .as("before the law")
                .isEmpty();
    }

    @Test
    @DisplayName("a letter may always come")
    void letters() {
        assertThat(said(ContactKind.LETTER, "2026-11-23T03:00", "2026-11-23T03:01", "2026-11-23T03:02"))
                .isEmpty();
    }

    @Test
    @DisplayName("counts until today stand beside what is allowed, by both readings")
    void counts() {
        var contacts = new ArrayList<>(contacts(
                ContactKind.CALL, "2026-10-31T10:00", "2026-11-22T10:00", "2026-11-23T10:00", "2026-11-30T10:00"));
        contacts.add(new Contact(9, LocalDateTime.parse("2026-11-23T11:00"), ContactKind.LETTER));
        assertThat(LIMITS.counts(contacts, LocalDate.parse("2026-11-24")))
                .containsExactly(
                        new Count(Counted.CALLS, Period.DAY, 0, 0, 1),
                        new Count(Counted.CALLS, Period.WEEK, 1, 2, 2),
                        new Count(Counted.CALLS, Period.MONTH, 2, 3, 8),
                        new Count(Counted.MESSAGES, Period.DAY, 0, 0, 2),
                        new Count(Counted.MESSAGES, Period.WEEK, 0, 0, 4),
                        new Count(Counted.MESSAGES, Period.MONTH, 0, 0, 16),
                        new Count(Counted.MEETINGS, Period.WEEK, 0, 0, 1));
    }

    @Test
    @DisplayName("K5: contacts may be refused four months after the delay began")
    void refusal() {
        var rule = LAW.refusalOfContacts().on(LocalDate.parse("2026-11-28")).orElseThrow();
        assertThat(ContactLimits.refusalFrom(LocalDate.parse("2026-07-28"), rule.value()))
                .isEqualTo("2026-11-28");
        assertThat(ContactLimits.refusalFrom(LocalDate.parse("2026-10-31"), rule.value()))
                .isEqualTo("2027-02-28");
    }

    @ParameterizedTest
    @EnumSource(ContactKind.class)
    @DisplayName(
            "in whatever order they are written down, each is judged the same; one more never makes an earlier one worse")
    void orderMakesNoDifference(ContactKind kind) {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            var contacts = new ArrayList<Contact>();
            var first = LocalDateTime.parse("2026-10-20T00:00");
            var minutes = random.ints(0, 40 * 24 * 60).distinct().limit(30).toArray();
            for (var minute : minutes) {
                contacts.add(new Contact(
                        contacts.size(),
                        first.plusMinutes(minute),
                        random.nextInt(4) == 0 ? ContactKind.MESSAGE : kind));
            }
            var found = LIMITS.excesses(contacts);
            var shuffled = new ArrayList<>(contacts);
            Collections.shuffle(shuffled, random);
            assertThat(LIMITS.excesses(shuffled)).as("seed " + seed).isEqualTo(found);

            var otherIds = shuffled.stream()
                    .map(one -> new Contact(1_000 + shuffled.indexOf(one), one.at(), one.kind()))
                    .toList();
            var again = LIMITS.excesses(otherIds);
            for (int i = 0; i < shuffled.size(); i++) {
                assertThat(again.get(1_000L + i))
                        .as("seed " + seed)
                        .isEqualTo(found.get(shuffled.get(i).id()));
            }

            var latest = contacts.stream()
                    .map(Contact::at)
                    .max(LocalDateTime::compareTo)
                    .orElseThrow();
            contacts.add(new Contact(99, latest.plusMinutes(1), kind));
            Map<Long, List<Excess>> later = LIMITS.excesses(contacts);
            later.remove(99L);
            assertThat(later).as("seed " + seed).isEqualTo(found);
        }
    }
}
