package app.zapiska.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zapiska.law.Rule.Certainty;
import app.zapiska.law.Rule.Standing;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A rule of the law that is written down wrongly stops the start and is named. */
class RulesTest {

    private static final Law LAW = new Law();

    private static JsonObject rule(String id, String from, String to) {
        return new JsonObject()
                .put("id", id)
                .put("validFrom", from)
                .put("validTo", to)
                .put("decidedBy", "CONTRACT_DATE")
                .put("value", new JsonObject().put("days", 14))
                .put("act", "353-ФЗ")
                .put("article", "ст. 11")
                .put("source", new JsonObject().put("title", "Закон").put("url", "https://example.org/law"))
                .put("checkedOn", "2026-11-28")
                .put("certainty", "SURE");
    }

    private static Rules<Integer> read(JsonObject... rules) {
        var file = new JsonArray();
        for (var rule : rules) {
            file.add(rule);
        }
        return Rules.read("some.json", file.encode(), value -> value.getInteger("days"));
    }

    private static JsonObject changed(Consumer<JsonObject> change) {
        var rule = rule("second", "2020-01-01", null);
        change.accept(rule);
        return rule;
    }

    private static void refused(String why, JsonObject second) {
        assertThatThrownBy(() -> read(rule("first", "2019-01-01", "2019-12-31"), second))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("law/some.json")
                .hasMessageContaining(why);
    }

    @Test
    void whatFollowsWithoutAGapIsFine() {
        assertThatCode(() -> read(rule("first", "2019-01-01", "2019-12-31"), rule("second", "2020-01-01", null)))
                .doesNotThrowAnyException();
    }

    @Test
    @DisplayName(
            "overlaps, gaps and unknown, missing or senseless fields are an error that names the file and the rule")
    void wrongFiles() {
        refused("rule second: overlaps first", rule("second", "2019-12-31", null));
        refused("rule second: leaves a gap after first", rule("second", "2020-01-02", null));
        refused("rule first: stands there twice", rule("first", "2020-01-01", null));
        refused("rule second: has unknown fields [note]", changed(rule -> rule.put("note", "")));
        refused("rule second: lacks [certainty]", changed(rule -> rule.remove("certainty")));
        refused("rule second: ", changed(rule -> rule.put("certainty", "MAYBE")));
        refused("rule second: ends before it begins", changed(rule -> rule.put("validTo", "2019-12-31")));
        refused("rule second: article is empty", changed(rule -> rule.put("article", " ")));
        refused("rule second: has no value", changed(rule -> rule.put("value", new JsonObject())));
        refused("rule second: ", changed(rule -> rule.put("validFrom", "1 января")));
        refused(
                "rule second: is chosen by another day than the others",
                changed(rule -> rule.put("decidedBy", "EVENT_DATE")));
        refused(
                "rule second: a source has a title and a url",
                changed(rule -> rule.getJsonObject("source").put("page", "5")));
        assertThatThrownBy(() -> Rules.read("some.json", "[]", value -> value)).hasMessageContaining("empty");
        assertThatThrownBy(() -> Rules.read("some.json", "{", value -> value)).hasMessageContaining("law/some.json");
        assertThatThrownBy(() -> Rules.load("none.json", value -> value)).hasMessageContaining("missing");
    }

    @Test
    @DisplayName("a rule that is not sure may be told and never enters a number")
    void unsureRules() {
        var unsure = read(changed(rule -> rule.put("certainty", "UNSURE")));
        var day = LocalDate.parse("2026-01-01");
        assertThat(unsure.on(day)).isEmpty();
        assertThat(unsure.toldOn(day))
                .hasValueSatisfying(rule -> assertThat(rule.value()).isEqualTo(14));
        assertThat(LAW.shortLoanDelay().on(day)).isEmpty();
        assertThat(LAW.shortLoanDelay().toldOn(day)).isPresent();
    }

    @Test
    void aRuleHoldsFromItsFirstDayToItsLast() {
        var rules = read(rule("first", "2019-01-01", "2019-12-31"), rule("second", "2020-01-01", null));
        assertThat(rules.on(LocalDate.parse("2018-12-31"))).isEmpty();
        assertThat(rules.on(LocalDate.parse("2019-01-01")).orElseThrow().id()).isEqualTo("first");
        assertThat(rules.on(LocalDate.parse("2019-12-31")).orElseThrow().id()).isEqualTo("first");
        assertThat(rules.on(LocalDate.parse("2020-01-01")).orElseThrow().id()).isEqualTo("second");
        assertThat(rules.on(LocalDate.parse("2099-01-01")).orElseThrow().id()).isEqualTo("second");
    }

    @Test
    @DisplayName("every file of the product's law is read, and every rule has an id of its own and a page to read on")
    void theProductsLaw() throws IOException, URISyntaxException {
        try (var files = Files.list(
                Path.of(Law.class.getResource("/law/ceiling.json").toURI()).getParent())) {
            assertThat(files.map(file -> file.getFileName().toString())).hasSameElementsAs(Law.files());
        }
        assertThat(LAW.all().map(Rule::id)).doesNotHaveDuplicates().hasSizeGreaterThan(15);
        assertThat(LAW.all()).allMatch(rule -> rule.source().url().getScheme().equals("https"));
        assertThat(LAW.all()
                        .filter(rule -> rule.certainty() == Certainty.UNSURE)
                        .map(Rule::id)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("short-loan-delay-2019", "loans-at-once-2026-10");
    }

    @Test
    @DisplayName("of a rule whose day came after the law was looked at nobody says that it began")
    void whatIsSaidOfARule() {
        var begun = rule("begun", "2026-01-01", null);
        assertThat(standing(begun, "2025-12-31")).isEqualTo(Standing.COMING);
        assertThat(standing(begun, "2026-01-01")).isEqualTo(Standing.IN_FORCE);
        assertThat(standing(begun.copy().put("certainty", "UNSURE"), "2026-01-01"))
                .isEqualTo(Standing.NOT_CHECKED);
        var later = rule("later", "2026-12-01", null);
        assertThat(standing(later, "2026-11-30")).isEqualTo(Standing.COMING);
        assertThat(standing(later, "2026-12-01")).isEqualTo(Standing.NOT_CHECKED);
        assertThat(standing(later.copy().put("checkedOn", "2026-12-01"), "2026-12-01"))
                .isEqualTo(Standing.IN_FORCE);
    }

    private static Standing standing(JsonObject rule, String day) {
        return read(rule).all().getFirst().standing(LocalDate.parse(day));
    }

    @Test
    @DisplayName("what has ended is told no more, what is to come is")
    void whatIsToldFromADay() {
        var rules = read(rule("first", "2019-01-01", "2019-12-31"), rule("second", "2020-01-01", null));
        assertThat(rules.toldFrom(LocalDate.parse("2018-01-01")).stream().map(Rule::id))
                .containsExactly("first", "second");
        assertThat(rules.toldFrom(LocalDate.parse("2019-12-31")).stream().map(Rule::id))
                .containsExactly("first", "second");
        assertThat(rules.toldFrom(LocalDate.parse("2020-01-01")).stream().map(Rule::id))
                .containsExactly("second");
    }
}
