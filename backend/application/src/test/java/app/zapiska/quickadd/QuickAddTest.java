package app.zapiska.quickadd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import app.zapiska.platform.Language;
import app.zapiska.quickadd.Corpus.Phrase;
import app.zapiska.quickadd.Proposal.Understood;
import app.zapiska.recurrence.Recurrence;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A line becomes a task the way its author meant it, or asks (T9). */
class QuickAddTest {

    static List<Phrase> phrases() {
        return Corpus.phrases();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("phrases")
    void everyPhraseOfTheCorpusIsUnderstoodAsItSays(Phrase phrase) {
        assertThat(Corpus.written(phrase.text(), phrase.understood())).isEqualTo(phrase.expected());
    }

    @Test
    void theCorpusIsLargeAndHoldsTheVectorsOfTheDesign() {
        var phrases = Corpus.phrases();

        assertThat(phrases).hasSizeGreaterThanOrEqualTo(400);
        assertThat(phrases.stream().map(Phrase::id).collect(Collectors.toSet()))
                .contains("V-33", "V-34", "V-36", "V-37", "V-39", "V-40", "V-42", "V-43", "V-45", "V-46");
        assertThat(phrases.stream().map(phrase -> phrase.now() + phrase.text() + phrase.language()))
                .doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("who asks at the same time, in which order, zone and language of the machine changes nothing")
    void nothingButTheSituationDecides() {
        var zone = TimeZone.getDefault();
        var locale = Locale.getDefault();
        var shuffled = new ArrayList<>(Corpus.phrases());
        Collections.shuffle(shuffled);
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            // Where «I».toLowerCase() is «ı», and digits are written in other signs.
            Locale.setDefault(Locale.forLanguageTag("tr-TR-u-nu-arab"));

            assertThat(shuffled.parallelStream()
                            .filter(phrase -> !Corpus.written(phrase.text(), phrase.understood())
                                    .equals(phrase.expected())))
                    .isEmpty();
        } finally {
            TimeZone.setDefault(zone);
            Locale.setDefault(locale);
        }
    }

    @Test
    void everyRhythmOfTheCorpusIsARuleThatTasksRepeatBy() {
        assertThat(Corpus.phrases())
                .extracting(phrase -> phrase.understood().recurrence())
                .filteredOn(Optional::isPresent)
                .hasSizeGreaterThan(50)
                .allSatisfy(rule -> assertThatCode(() -> Recurrence.parse(rule.orElseThrow()))
                        .as(rule.orElseThrow())
                        .doesNotThrowAnyException());
    }

    @Test
    void offsetsCountUtf16UnitsAsThePageDoes() {
        var proposal = understood("📞📞 завтра в 18:00 позвонить", "2026-11-29T14:00", "Europe/Moscow");

        assertThat(proposal.understood())
                .containsExactly(new Understood(5, 11, Kind.DATE), new Understood(12, 19, Kind.TIME));
        assertThat(proposal.title()).isEqualTo("📞📞 позвонить");
    }

    @Test
    void whatWasUnderstoodCanBeTakenBackPartByPart() {
        var text = "Робинзон и мультик Суббота завтра в 18:00";
        var situation = situation(LocalDateTime.parse("2026-11-29T14:00").atZone(Corpus.MOSCOW));

        var proposal = QuickAdd.understand(text, List.of(new Part(19, 26)), situation);

        assertThat(QuickAdd.understand(text, situation).questions()).isNotEmpty();
        assertThat(proposal.title()).isEqualTo("Робинзон и мультик Суббота");
        assertThat(proposal.due().orElseThrow()).hasToString("2026-11-30T18:00");
        assertThat(proposal.questions()).isEmpty();
    }

    @Test
    void wordsOfAMacWithLettersInTwoCodePointsAreTheSameWords() {
        assertThat(understood("каждыи\u0306 день зарядка", "2026-11-29T14:00", "Europe/Moscow")
                        .recurrence())
                .contains("FREQ=DAILY");
    }

    @Test
    @DisplayName("in the second pass of a repeated hour a moment of its first pass has passed, so it is not proposed")
    void anHourThatIsRepeatedInAutumn() {
        var now = LocalDateTime.parse("2026-10-25T02:30")
                .atZone(ZoneId.of("Europe/Berlin"))
                .withLaterOffsetAtOverlap();

        var soon = QuickAdd.understand("позвонить через 10 минут", situation(now));
        var today = QuickAdd.understand("позвонить в 2:45", situation(now));

        assertThat(soon.due()).isEmpty();
        assertThat(soon.title()).isEqualTo("позвонить через 10 минут");
        assertThat(today.due().orElseThrow()).hasToString("2026-10-26T02:45");
    }

    @Test
    void hoursAreCountedOnTheClockAndDaysInTheCalendarWhenClocksChange() {
        // At two o'clock of 28 March it becomes three.
        assertThat(understood("через 2 часа", "2027-03-28T01:30", "Europe/Berlin")
                        .due()
                        .orElseThrow())
                .hasToString("2027-03-28T04:30");
        assertThat(understood("завтра в 1:30", "2027-03-27T12:00", "Europe/Berlin")
                        .due()
                        .orElseThrow())
                .hasToString("2027-03-28T01:30");
    }

    @Test
    void aMinuteThatHasBegunIsNotTakenFromTheSpan() {
        assertThat(understood("через 3 минуты", "2026-11-29T14:00:20", "Europe/Moscow")
                        .due()
                        .orElseThrow())
                .hasToString("2026-11-29T14:04");
    }

    private static Proposal understood(String text, String now, String zone) {
        return QuickAdd.understand(text, situation(LocalDateTime.parse(now).atZone(ZoneId.of(zone))));
    }

    private static Situation situation(ZonedDateTime now) {
        return Corpus.situation(now, Language.RUSSIAN);
    }
}
