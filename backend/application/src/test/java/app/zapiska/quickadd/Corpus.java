package app.zapiska.quickadd;

import app.zapiska.accounts.WorkingHours;
import app.zapiska.platform.Language;
import app.zapiska.quickadd.Proposal.Question;
import app.zapiska.quickadd.Situation.Named;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** The phrases of corpus.tsv, whose first lines say how it is written. */
final class Corpus {

    static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    private static final List<Named> CATEGORIES =
            List.of(new Named(1, "Работа"), new Named(2, "Личное"), new Named(3, "Семья"), new Named(4, "Личные дела"));
    private static final List<Named> TEMPLATES = List.of(
            new Named(1, "За 1 день до срока"),
            new Named(2, "За день и в день"),
            new Named(3, "Интенсивные ⭐"),
            new Named(4, "Очень интенсивные"),
            new Named(5, "Только в день дедлайна"),
            new Named(6, "Дача"),
            new Named(7, "дача"));

    /**
     * @param id of a vector of the design, or the group the phrase belongs to
     * @param expected all columns behind the text
     */
    record Phrase(String id, Locale language, LocalDateTime now, String text, String expected) {

        @Override
        public String toString() {
            return id + " " + now + ": " + text;
        }

        Proposal understood() {
            return QuickAdd.understand(text, situation(now.atZone(MOSCOW), language));
        }
    }

    private Corpus() {}

    static List<Phrase> phrases() {
        try (var file = Objects.requireNonNull(Corpus.class.getResourceAsStream("/quickadd/corpus.tsv"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Corpus::phrase)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Phrase phrase(String line) {
        var columns = line.split("\t", 5);
        if (columns.length < 5) {
            throw new IllegalArgumentException("too few columns: " + line);
        }
        return new Phrase(columns[0], Language.of(columns[1]), LocalDateTime.parse(columns[2]), columns[3], columns[4]);
    }

    static Situation situation(ZonedDateTime now, Locale language) {
        return new Situation(
                now, WorkingHours.daily(7, 22), 2, Currency.getInstance("RUB"), language, CATEGORIES, TEMPLATES);
    }

    /** As the columns of the corpus say it. */
    static String written(String text, Proposal proposal) {
        var more = new ArrayList<String>();
        proposal.durationMinutes().ifPresent(minutes -> more.add("minutes=" + minutes));
        if (proposal.importance() != 2) {
            more.add("importance=" + proposal.importance());
        }
        proposal.categoryId().ifPresent(id -> more.add("category=" + id));
        proposal.reminders()
                .ifPresent(said -> more.add(
                        "template=" + said.templateId().map(Object::toString).orElse("none")));
        proposal.amount().ifPresent(sum -> more.add("amount=" + sum.amount()));
        proposal.questions().forEach(question -> more.add(asked(question)));
        return String.join(
                "\t",
                proposal.title(),
                proposal.due().map(Object::toString).orElse("-"),
                proposal.recurrence().orElse("-"),
                more.isEmpty() ? "-" : String.join(" ", more),
                proposal.understood().isEmpty()
                        ? "-"
                        : proposal.understood().stream()
                                .map(part -> part.kind().name().toLowerCase(Locale.ROOT) + "="
                                        + text.substring(part.from(), part.to()))
                                .collect(Collectors.joining(" | ")));
    }

    private static String asked(Question question) {
        return switch (question) {
            case Question.Due due -> "due?" + joined(due.choices());
            case Question.Category category -> "category?" + joined(category.choices());
            case Question.Importance importance -> "importance?" + joined(importance.choices());
            case Question.Amount amount ->
                "amount?"
                        + joined(amount.choices().stream()
                                .map(sum -> sum.amount())
                                .toList());
            case Question.Template template ->
                "template?"
                        + joined(template.choices().stream()
                                .map(said ->
                                        said.templateId().map(Object::toString).orElse("none"))
                                .toList());
            case Question.Recurrence recurrence -> "recurrence?" + joined(recurrence.choices());
            case Question.Title title -> "title?";
        };
    }

    private static String joined(List<?> choices) {
        return choices.stream().map(Object::toString).collect(Collectors.joining(","));
    }
}
