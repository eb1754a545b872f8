package app.zapiska.transfer;

import app.zapiska.platform.Slugs;
import app.zapiska.platform.Wording;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What imports answer with. */
final class ImportViews {

    private ImportViews() {}

    /**
     * @param kind of things
     * @param found in what was read
     * @param added here; in a dry run what would be
     * @param present here already
     * @param refused because nothing sensible could be made of them
     */
    @Schema(name = "ImportCount")
    @RegisterForReflection
    record CountView(
            @Schema(
                    required = true,
                    enumeration = {"template", "category", "task", "loan", "contact"})
            String kind,

            @Schema(required = true) long found,
            @Schema(required = true) long added,
            @Schema(required = true) long present,
            @Schema(required = true) long refused) {}

    /** @param doubtful it was taken over, but look at it; otherwise it was left behind */
    @Schema(name = "ImportReason")
    @RegisterForReflection
    record ReasonView(
            @Schema(required = true, examples = "money-rounded")
            String reason,

            @Schema(required = true) boolean doubtful,
            @Schema(required = true) long count,
            @Schema(required = true) String text) {}

    /** One thing the person should look at. @param id there; @param value what stood there */
    @Schema(name = "ImportRemark")
    @RegisterForReflection
    record RemarkView(
            @Schema(required = true) String reason,
            @Schema(required = true) String kind,
            @Schema(required = true) long id,
            @Schema(required = true) String title,
            @Schema(required = true) String value) {}

    /** What is wrong with the archive. @param where such as {@code tasks.json[12].title} */
    @Schema(name = "ImportFault")
    @RegisterForReflection
    record FaultView(
            @Schema(required = true) String where,
            @Schema(required = true) String problem,
            @Schema(required = true) String text) {}

    /**
     * @param done lines of the present step
     * @param total of them, where it is known
     * @param error why it failed, as a word for programs
     * @param settings were taken over, because the account was empty
     * @param remarks the first 500
     * @param people whose things there are, when one of them must be chosen
     */
    @Schema(name = "Import")
    @RegisterForReflection
    record View(
            @Schema(required = true) long id,
            @Schema(required = true) int version,

            @Schema(
                    required = true,
                    enumeration = {"archive", "original"})
            String kind,

            @Schema(required = true) boolean dryRun,

            @Schema(
                    required = true,
                    enumeration = {"running", "done", "failed"})
            String state,

            @Schema(
                    nullable = true,
                    enumeration = {"reading", "checking", "writing"})
            String step,

            @Schema(required = true) long done,
            @Schema(nullable = true) Long total,
            @Schema(required = true) Instant requestedAt,
            @Schema(nullable = true) Instant finishedAt,

            @Schema(
                    nullable = true,
                    enumeration = {"invalid", "unreachable", "not-the-original", "choose-person", "stopped", "internal"
                    })
            String error,

            @Schema(nullable = true) String errorText,
            @Schema(required = true) boolean settings,
            @Schema(required = true) List<CountView> counts,
            @Schema(required = true) List<ReasonView> reasons,
            @Schema(required = true) List<RemarkView> remarks,
            @Schema(required = true) List<FaultView> faults,
            @Schema(required = true) List<String> people) {

        static View from(Import one, Locale language) {
            var report = one.report();
            return new View(
                    one.id(),
                    one.version(),
                    Slugs.of(one.kind()),
                    one.dryRun(),
                    Slugs.of(one.state()),
                    one.step().map(Slugs::of).orElse(null),
                    one.done(),
                    one.total().isPresent() ? one.total().getAsLong() : null,
                    one.requestedAt(),
                    one.finishedAt().orElse(null),
                    one.why().map(Slugs::of).orElse(null),
                    one.why().map(why -> text(why).in(language)).orElse(null),
                    report.map(Report.Written::settings).orElse(false),
                    report.map(View::counts).orElse(List.of()),
                    report.map(written -> reasons(written, language)).orElse(List.of()),
                    report.map(View::remarks).orElse(List.of()),
                    report.map(written -> faults(written, language)).orElse(List.of()),
                    report.map(Report.Written::people).orElse(List.of()));
        }

        private static List<CountView> counts(Report.Written report) {
            var sorted = new EnumMap<Archived.Kind, Report.Count>(Archived.Kind.class);
            sorted.putAll(report.counts());
            return sorted.entrySet().stream()
                    .map(of -> new CountView(
                            Slugs.of(of.getKey()),
                            of.getValue().found(),
                            of.getValue().added(),
                            of.getValue().present(),
                            of.getValue().refused()))
                    .toList();
        }

        private static List<ReasonView> reasons(Report.Written report, Locale language) {
            return new TreeMap<>(report.reasons())
                    .entrySet().stream()
                            .map(of -> new ReasonView(
                                    Slugs.of(of.getKey()),
                                    of.getKey().doubtful(),
                                    of.getValue(),
                                    of.getKey().wording().in(language)))
                            .toList();
        }

        private static List<RemarkView> remarks(Report.Written report) {
            return report.remarks().stream()
                    .map(remark -> new RemarkView(
                            Slugs.of(remark.reason()),
                            Slugs.of(remark.kind()),
                            remark.id(),
                            remark.title(),
                            remark.value()))
                    .toList();
        }

        private static List<FaultView> faults(Report.Written report, Locale language) {
            return report.faults().stream()
                    .map(fault -> new FaultView(
                            fault.where(),
                            Slugs.of(fault.problem()),
                            fault.problem().wording(fault.values()).in(language)))
                    .toList();
        }
    }

    @Schema(name = "ImportPage")
    @RegisterForReflection
    record PageView(
            @Schema(required = true) List<View> items,
            @Schema(required = true, nullable = true) String nextCursor) {}

    static Wording text(Refused.Why why) {
        return Wording.of(TransferMessages.class, messages -> switch (why) {
            case INVALID -> messages.invalid();
            case UNREACHABLE -> messages.unreachable();
            case NOT_THE_ORIGINAL -> messages.notTheOriginal();
            case CHOOSE_PERSON -> messages.choosePerson();
            case STOPPED -> messages.stopped();
            case INTERNAL -> messages.internal();
        });
    }
}
