package app.zapiska.law;

import app.zapiska.law.Rule.Certainty;
import app.zapiska.law.Rule.DecidedBy;
import app.zapiska.law.Rule.Source;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * One kind of rule through the years, each beginning on the day after the one before has ended. A file that is wrong stops the
 * start, named with the rule: reckoning on by half of the law would be believed.
 */
public final class Rules<V> {

    private static final Set<String> FIELDS = Set.of(
            "id", "validFrom", "validTo", "decidedBy", "value", "act", "article", "source", "checkedOn", "certainty");

    private final List<Rule<V>> byDate;

    private Rules(List<Rule<V>> byDate) {
        this.byDate = byDate;
    }

    /** @param value reads what the kind holds, and throws whatever it likes when that is wrong */
    static <V> Rules<V> load(String file, Function<JsonObject, V> value) {
        try (var stream = Rules.class.getResourceAsStream("/law/" + file)) {
            if (stream == null) {
                throw new IllegalStateException("law/" + file + " is missing");
            }
            return read(file, new String(stream.readAllBytes(), StandardCharsets.UTF_8), value);
        } catch (IOException e) {
            throw new IllegalStateException("law/" + file + " can't be read", e);
        }
    }

    static <V> Rules<V> read(String file, String json, Function<JsonObject, V> value) {
        var rules = new ArrayList<Rule<V>>();
        try {
            for (var one : new JsonArray(json)) {
                rules.add(rule(file, (JsonObject) one, value));
            }
        } catch (DecodeException | ClassCastException e) {
            throw wrong(file, "?", "is no list of rules");
        }
        rules.sort(Comparator.comparing(Rule::validFrom));
        check(file, rules);
        return new Rules<>(List.copyOf(rules));
    }

    private static <V> Rule<V> rule(String file, JsonObject json, Function<JsonObject, V> value) {
        var id = json.getValue("id") instanceof String named && !named.isBlank() ? named : "?";
        var unknown = new TreeSet<>(json.fieldNames());
        unknown.removeAll(FIELDS);
        if (!unknown.isEmpty()) {
            throw wrong(file, id, "has unknown fields " + unknown);
        }
        var missing = new TreeSet<>(FIELDS);
        missing.removeAll(json.fieldNames());
        if (!missing.isEmpty()) {
            throw wrong(file, id, "lacks " + missing);
        }
        try {
            var source = json.getJsonObject("source");
            var rule = new Rule<>(
                    text(json, "id"),
                    LocalDate.parse(json.getString("validFrom")),
                    Optional.ofNullable(json.getString("validTo")).map(LocalDate::parse),
                    DecidedBy.valueOf(json.getString("decidedBy")),
                    value.apply(present(json.getJsonObject("value"))),
                    text(json, "act"),
                    text(json, "article"),
                    new Source(text(source, "title"), URI.create(text(source, "url"))),
                    LocalDate.parse(json.getString("checkedOn")),
                    Certainty.valueOf(json.getString("certainty")));
            if (!source.fieldNames().equals(Set.of("title", "url"))) {
                throw new IllegalArgumentException("a source has a title and a url");
            }
            if (rule.validTo().filter(last -> last.isBefore(rule.validFrom())).isPresent()) {
                throw new IllegalArgumentException("ends before it begins");
            }
            return rule;
        } catch (RuntimeException e) {
            throw new IllegalStateException("law/" + file + ", rule " + id + ": " + e.getMessage(), e);
        }
    }

    private static JsonObject present(JsonObject value) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("has no value");
        }
        return value;
    }

    private static String text(JsonObject json, String field) {
        var text = json.getString(field);
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(field + " is empty");
        }
        return text;
    }

    private static <V> void check(String file, List<Rule<V>> byDate) {
        if (byDate.isEmpty()) {
            throw wrong(file, "?", "is an empty list");
        }
        var ids = new HashSet<String>();
        for (int place = 0; place < byDate.size(); place++) {
            var rule = byDate.get(place);
            if (!ids.add(rule.id())) {
                throw wrong(file, rule.id(), "stands there twice");
            }
            if (rule.decidedBy() != byDate.getFirst().decidedBy()) {
                throw wrong(file, rule.id(), "is chosen by another day than the others");
            }
            if (place == 0) {
                continue;
            }
            var before = byDate.get(place - 1);
            var ended = before.validTo();
            if (ended.isEmpty() || !ended.get().isBefore(rule.validFrom())) {
                throw wrong(file, rule.id(), "overlaps " + before.id());
            }
            if (!ended.get().plusDays(1).equals(rule.validFrom())) {
                throw wrong(file, rule.id(), "leaves a gap after " + before.id());
            }
        }
    }

    private static IllegalStateException wrong(String file, String id, String what) {
        return new IllegalStateException("law/" + file + ", rule " + id + ": " + what);
    }

    /** The rule by which a number may be worked out: empty too where it is not sure enough for that. */
    public Optional<Rule<V>> on(LocalDate day) {
        return toldOn(day).filter(Rule::countable);
    }

    /** The rule however sure, for a text with its link. */
    public Optional<Rule<V>> toldOn(LocalDate day) {
        return byDate.stream().filter(rule -> rule.holdsOn(day)).findFirst();
    }

    /** The rules that have not ended by the day: the one of it and those to come, however sure, for texts. */
    public List<Rule<V>> toldFrom(LocalDate day) {
        return byDate.stream()
                .filter(rule -> rule.validTo().map(last -> !last.isBefore(day)).orElse(true))
                .toList();
    }

    public List<Rule<V>> all() {
        return byDate;
    }
}
