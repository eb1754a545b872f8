package app.zapiska.platform;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Tables for people's spreadsheets: with a byte order mark, all else as RFC 4180 says.
 * A text that a spreadsheet would take for a formula is given an apostrophe in front (S22).
 */
public final class Csv {

    private static final String FORMULA_BEGINS = "=+-@\t\r\n";

    private final Writer out;
    private final char separator;

    /** @param separator of cells, which depends on the language of the spreadsheet */
    public Csv(OutputStream out, char separator) throws IOException {
        this.separator = separator;
        this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        this.out.write('\uFEFF');
    }

    /** @param cells texts that people wrote, or values of ours; null is an empty cell */
    public void row(List<Cell> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                out.write(separator);
            }
            out.write(cells.get(i).shown());
        }
        out.write("\r\n");
    }

    /** What stands in the stream's buffer is written; the stream itself stays open. */
    public void flush() throws IOException {
        out.flush();
    }

    public record Cell(String shown) {

        public static final Cell EMPTY = new Cell("");

        /** A number or a date: holds no separator, never begins a formula, and must stay a number. */
        public static Cell value(String value) {
            return value == null ? EMPTY : new Cell(value);
        }

        public static Cell text(String text) {
            if (text == null || text.isEmpty()) {
                return EMPTY;
            }
            var harmless = startsFormula(text) ? "'" + text : text;
            return new Cell('"' + harmless.replace("\"", "\"\"") + '"');
        }

        /** Spreadsheets skip blanks in front; some take the wide forms of the signs for the signs. */
        private static boolean startsFormula(String text) {
            var first = text.codePoints()
                    .filter(c ->
                            FORMULA_BEGINS.indexOf(c) >= 0 || !Character.isWhitespace(c) && !Character.isSpaceChar(c))
                    .findFirst();
            return first.isPresent() && (FORMULA_BEGINS + "＝＋－＠").indexOf(first.getAsInt()) >= 0;
        }
    }
}
