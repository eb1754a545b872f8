package app.zapiska.transfer;

import app.zapiska.platform.Wording;
import java.util.List;
import java.util.function.BiFunction;

/** What can be wrong with an archive. */
enum ImportProblem {
    NOT_AN_ARCHIVE((m, v) -> m.notAnArchive()),
    NOT_OURS((m, v) -> m.notOurs()),
    OTHER_VERSION((m, v) -> m.otherVersion(v.getFirst())),
    STRANGE_NAME((m, v) -> m.strangeName(v.getFirst())),
    SAME_NAME((m, v) -> m.sameName(v.getFirst())),
    TOO_MANY_FILES((m, v) -> m.tooManyFiles()),
    UNPACKS_TOO_BIG((m, v) -> m.unpacksTooBig(v.getFirst())),
    MISSING_FILE((m, v) -> m.missingFile(v.getFirst())),
    WRONG_LINE_COUNT((m, v) -> m.wrongLineCount(v.getFirst(), v.getLast())),
    DAMAGED((m, v) -> m.damaged()),
    NOT_JSON((m, v) -> m.notJson()),
    WRONG_VALUE((m, v) -> m.wrongValue()),
    UNKNOWN_REFERENCE((m, v) -> m.unknownReference(v.getFirst())),
    OUT_OF_ORDER((m, v) -> m.outOfOrder()),
    CONTRADICTION((m, v) -> m.contradiction()),
    PAID_TOO_MUCH((m, v) -> m.paidTooMuch()),
    PAID_IN_FUTURE((m, v) -> m.paidInFuture(v.getFirst())),
    BAD_WEBSITE((m, v) -> m.badWebsite()),
    DUE_BEFORE_LOAN((m, v) -> m.dueBeforeLoan()),
    TOO_MANY_LINES((m, v) -> m.tooManyLines(v.getFirst()));

    private final BiFunction<TransferMessages, List<String>, String> text;

    ImportProblem(BiFunction<TransferMessages, List<String>, String> text) {
        this.text = text;
    }

    Wording wording(List<String> values) {
        return Wording.of(TransferMessages.class, messages -> text.apply(messages, values));
    }
}
