package app.zapiska.quickadd;

import app.zapiska.platform.Language;
import app.zapiska.platform.LocalMoment;
import app.zapiska.quickadd.Corpus.Phrase;
import app.zapiska.quickadd.Proposal.Question;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whatever is typed at whatever moment: nothing is thrown, no word is lost, nothing past is proposed. */
class QuickAddFuzzTest {

    private static final long SEED = Long.getLong("zapiska.quickadd.seed", new Random().nextLong());
    private static final int LINES = Integer.getInteger("zapiska.quickadd.lines", 100_000);

    private static final List<Phrase> PHRASES = Corpus.phrases();
    private static final List<String> WORDS = PHRASES.stream()
            .flatMap(phrase -> Stream.of(phrase.text().split(" ")))
            .distinct()
            .toList();

    /** Signs go with the words they stood around; all others stay. */
    private static final String TIDIED = ",.;:—–-()";

    private static final Pattern RULE = Pattern.compile(
            "FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;(?:INTERVAL|BYMONTH|BYMONTHDAY|BYDAY|BYSETPOS|UNTIL|COUNT)"
                    + "=[-0-9A-Z,]+)*");

    private static final List<ZoneId> ZONES = Stream.of(
                    "Europe/Moscow",
                    "Europe/Berlin",
                    "America/New_York",
                    "Australia/Lord_Howe",
                    "Asia/Vladivostok",
                    "Africa/Cairo",
                    "America/Santiago",
                    "Pacific/Kiritimati")
            .map(ZoneId::of)
            .toList();

    private final Random random = new Random(SEED);

    @Test
    @DisplayName(
            "100,000 random lines and mutations of the corpus never throw, never lose a word, never propose a past moment")
    void whateverIsTyped() {
        System.out.println("quick add: seed " + SEED);
        int understood = 0;
        for (int line = 0; line < LINES; line++) {
            var text = random.nextInt(5) == 0 ? noise() : mutation();
            var now = now();
            try {
                var language = random.nextBoolean() ? Language.RUSSIAN : Language.ENGLISH;
                var proposal = QuickAdd.understand(text, Corpus.situation(now, language));
                check(text, now, proposal);
                if (line % 10 == 0) {
                    takeBack(text, now, proposal);
                }
                understood += proposal.understood().isEmpty() ? 0 : 1;
            } catch (RuntimeException | AssertionError failed) {
                throw new AssertionError(
                        "seed " + SEED + ", line " + line + ", at " + now + ": " + shown(text), failed);
            }
        }
        // Mutations that nothing is understood of would prove nothing.
        ensure(understood > LINES / 3, "only " + understood + " lines said anything");
    }

    /** What the person has taken back stays text, whatever else becomes of the line. */
    private void takeBack(String text, ZonedDateTime now, Proposal proposal) {
        if (proposal.understood().isEmpty()) {
            return;
        }
        var back =
                proposal.understood().get(random.nextInt(proposal.understood().size()));
        var without = QuickAdd.understand(
                text, List.of(new Part(back.from(), back.to())), Corpus.situation(now, Language.RUSSIAN));
        check(text, now, without);
        without.understood()
                .forEach(part -> ensure(part.to() <= back.from() || part.from() >= back.to(), "taken again: " + part));
    }

    private static void check(String text, ZonedDateTime now, Proposal proposal) {
        int last = 0;
        for (var part : proposal.understood()) {
            ensure(part.from() >= last && part.to() > part.from() && part.to() <= text.length(), "range " + part);
            last = part.to();
        }
        nothingIsLost(text, proposal);
        Stream.concat(
                        proposal.due().stream(),
                        proposal.questions().stream()
                                .flatMap(question ->
                                        question instanceof Question.Due due ? due.choices().stream() : Stream.empty()))
                .forEach(moment -> ensure(isAhead(moment, now), "past: " + moment));
        proposal.recurrence().ifPresent(rule -> ensure(RULE.matcher(rule).matches(), rule));
        proposal.durationMinutes().ifPresent(minutes -> ensure(minutes > 0 && minutes < 1_440, "lasts " + minutes));
        ensure(proposal.durationMinutes().isEmpty() || proposal.due().isPresent(), "lasts from nothing on");
        ensure(proposal.importance() >= 1 && proposal.importance() <= 3, "importance");
        ensure(
                !proposal.title().contains("  ")
                        && proposal.title().equals(proposal.title().strip()),
                "title");
    }

    /** Every sign and every word is in the title or in what was understood, as often as in the text. */
    private static void nothingIsLost(String text, Proposal proposal) {
        var kept = new ArrayList<String>();
        kept.add(proposal.title());
        for (var part : proposal.understood()) {
            if (part.kind() == Kind.AMOUNT) {
                ensure(
                        letters(proposal.title()).containsAll(letters(text.substring(part.from(), part.to()))),
                        "the sum left the title");
            } else {
                kept.add(text.substring(part.from(), part.to()));
            }
        }
        var before = counted(text);
        var after = counted(String.join(" ", kept));
        ensure(before.equals(after), "lost or doubled: " + before + " became " + after);
    }

    private static List<String> letters(String text) {
        return List.copyOf(counted(text).keySet());
    }

    /** Runs of letters and digits, and all other signs one by one. */
    private static HashMap<String, Integer> counted(String text) {
        var counted = new HashMap<String, Integer>();
        var run = new StringBuilder();
        for (int at = 0; at <= text.length(); ) {
            int sign = at < text.length() ? text.codePointAt(at) : ' ';
            if (Character.isLetterOrDigit(sign)) {
                run.appendCodePoint(sign);
            } else {
                if (!run.isEmpty()) {
                    counted.merge(run.toString(), 1, Integer::sum);
                    run.setLength(0);
                }
                if (!Character.isWhitespace(sign) && !Character.isSpaceChar(sign) && TIDIED.indexOf(sign) < 0) {
                    counted.merge(Character.toString(sign), 1, Integer::sum);
                }
            }
            at += Character.charCount(sign);
        }
        return counted;
    }

    private static boolean isAhead(LocalMoment moment, ZonedDateTime now) {
        return moment.time()
                .map(time -> moment.date()
                        .atTime(time)
                        .atZone(now.getZone())
                        .withEarlierOffsetAtOverlap()
                        .toInstant()
                        .isAfter(now.toInstant()))
                .orElse(!moment.date().isBefore(now.toLocalDate()));
    }

    private ZonedDateTime now() {
        var zone = ZONES.get(random.nextInt(ZONES.size()));
        // From 2026 to 2099, every third time around a change of clocks.
        var instant = Instant.ofEpochSecond(1_767_225_600L + random.nextLong(2_300_000_000L), random.nextInt(2) * 1L);
        var change = random.nextInt(3) == 0 ? zone.getRules().nextTransition(instant) : null;
        return (change == null ? instant : change.getInstant().plusSeconds(random.nextInt(-7_200, 7_200))).atZone(zone);
    }

    private String mutation() {
        var text = new StringBuilder(phrase());
        for (int step = random.nextInt(4); step >= 0; step--) {
            switch (random.nextInt(8)) {
                case 0 -> text.insert(random.nextInt(text.length() + 1), sign());
                case 1 -> {
                    if (!text.isEmpty()) {
                        text.deleteCharAt(random.nextInt(text.length()));
                    }
                }
                case 2 -> text.append(' ').append(phrase());
                case 3 -> text.insert(random.nextInt(text.length() + 1), " " + word() + " ");
                case 4 -> text.append(random.nextBoolean() ? ", " : " ").append(word());
                case 5 -> shuffle(text);
                case 6 -> {
                    if (!text.isEmpty()) {
                        text.setCharAt(random.nextInt(text.length()), sign().charAt(0));
                    }
                }
                default -> text.insert(0, word() + " ");
            }
        }
        return text.toString();
    }

    private void shuffle(StringBuilder text) {
        var words = new ArrayList<>(List.of(text.toString().split(" ")));
        Collections.shuffle(words, random);
        text.setLength(0);
        text.append(String.join(" ", words));
    }

    private String noise() {
        var text = new StringBuilder();
        for (int length = random.nextInt(30); length > 0; length--) {
            text.append(random.nextInt(4) == 0 ? word() : sign());
            if (random.nextInt(3) == 0) {
                text.append(' ');
            }
        }
        return text.toString();
    }

    private String phrase() {
        return PHRASES.get(random.nextInt(PHRASES.size())).text();
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private String sign() {
        return switch (random.nextInt(8)) {
            case 0 -> String.valueOf(random.nextInt(100));
            case 1 -> String.valueOf("\u00A0\t\n\u202F\u0301\u200D\uFE0F\uD83D\uDCDE\u0000".charAt(random.nextInt(10)));
            case 2 -> String.valueOf("«»„“”\"'#!?().,:;/-–—₽$№%@".charAt(random.nextInt(25)));
            case 3 -> "📞";
            case 4 -> String.valueOf((char) random.nextInt(0x1_0000));
            case 5 -> String.valueOf((char) ('a' + random.nextInt(26)));
            default -> String.valueOf((char) ('а' + random.nextInt(32)));
        };
    }

    private static void ensure(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    private static String shown(String text) {
        var shown = new StringBuilder();
        text.chars()
                .forEach(sign -> shown.append(
                        sign < 0x20 || sign >= 0x500 ? "\\u%04X".formatted(sign) : String.valueOf((char) sign)));
        return shown.toString();
    }
}
