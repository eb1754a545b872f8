package app.zapiska.transfer;

import app.zapiska.transfer.Archived.Kind;
import app.zapiska.transfer.Archived.Settings;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An archive somebody gave us. Nothing in it is believed: names, sizes and sums are checked, nothing is unpacked to disk, and
 * no more than a line is in memory. Blocks.
 */
final class ArchiveFile implements Source {

    static final String SETTINGS = "settings.json";

    /** Every file that is read again; the tables are for people. */
    private static final List<String> IMPORTED = Stream.concat(
                    Stream.of(SETTINGS), Arrays.stream(Kind.values()).map(Kind::file))
            .toList();

    /** An archive from before there were such things has no file of them. */
    private static final Set<String> OF_LATER_ARCHIVES = Set.of(Kind.CONTACT.file());

    private static final Pattern NAME = Pattern.compile("([a-z0-9-]{1,40}/)?[a-z0-9-]{1,40}\\.(json|csv|txt)");
    /** A way out of the folder, or to the root of a disk; a name without an end. */
    private static final Pattern STRANGE = Pattern.compile("^/|^[A-Za-z]:|(^|/)\\.{1,2}(/|$)|//|\\p{Cntrl}");
    /** What macOS and Windows put beside files without being asked. */
    private static final Pattern OF_SYSTEMS = Pattern.compile(
            "__MACOSX/.*|(.*/)?(\\.DS_Store|\\._[^/]*|Thumbs\\.db|desktop\\.ini)", Pattern.CASE_INSENSITIVE);
    /** Names that do not say how they are written are of an old Russian Windows, if of anything but ASCII. */
    private static final Charset NAMES =
            Charset.isSupported("IBM866") ? Charset.forName("IBM866") : StandardCharsets.ISO_8859_1;

    private static final int MOST_FILES = 64;
    private static final long FREE_EXPANSION = 1 << 20;
    private static final long LARGEST_MANIFEST = 64 << 10;

    private final Path file;
    private final ZipFile zip;
    private final ObjectMapper json;
    private final TransferConfig config;
    private final Map<String, ZipEntry> files;
    private final Manifest manifest;

    private ArchiveFile(Path file, ZipFile zip, ObjectMapper json, TransferConfig config) throws IOException, Refused {
        this.file = file;
        this.zip = zip;
        this.json = json;
        this.config = config;
        files = files();
        manifest = manifest();
    }

    /**
     * @param file is deleted
     * @throws Refused when it is no archive of ours, is cut short or of another version
     */
    static ArchiveFile open(Path file, ObjectMapper json, TransferConfig config) throws IOException, Refused {
        ZipFile zip = null;
        try {
            // Gone from the folder as soon as it is open: nothing is left behind, however this process ends.
            zip = new ZipFile(file.toFile(), ZipFile.OPEN_READ | ZipFile.OPEN_DELETE, NAMES);
            return new ArchiveFile(file, zip, json, config);
        } catch (ZipException | IllegalArgumentException notZip) {
            discard(zip, file);
            throw Refused.invalid("", ImportProblem.NOT_AN_ARCHIVE);
        } catch (IOException | RuntimeException | Refused failed) {
            discard(zip, file);
            throw failed;
        }
    }

    private static void discard(ZipFile zip, Path file) throws IOException {
        if (zip != null) {
            zip.close();
        }
        Files.deleteIfExists(file);
    }

    /**
     * What the files are, whoever has packed them again: systems add folders and files of their own, and put all into one more
     * folder. Anything else that is not ours is refused by its name.
     */
    private Map<String, ZipEntry> files() throws Refused {
        if (zip.size() > MOST_FILES) {
            throw Refused.invalid("", ImportProblem.TOO_MANY_FILES);
        }
        var files = new LinkedHashMap<String, ZipEntry>();
        for (var entry : zip.stream().toList()) {
            var name = entry.getName().replace('\\', '/');
            if (STRANGE.matcher(name).find()) {
                throw Refused.invalid("", ImportProblem.STRANGE_NAME, shown(entry.getName()));
            }
            if (name.endsWith("/") || OF_SYSTEMS.matcher(name).matches()) {
                continue;
            }
            if (files.put(name, entry) != null) {
                throw Refused.invalid("", ImportProblem.SAME_NAME, shown(entry.getName()));
            }
        }
        var folder = enclosing(files.keySet());
        var ours = new HashMap<String, ZipEntry>();
        for (var file : files.entrySet()) {
            var name = file.getKey().startsWith(folder) ? file.getKey().substring(folder.length()) : "";
            if (!NAME.matcher(name).matches()) {
                throw Refused.invalid(
                        "", ImportProblem.STRANGE_NAME, shown(file.getValue().getName()));
            }
            ours.put(name, file.getValue());
        }
        if (!ours.containsKey(Manifest.FILE)) {
            throw Refused.invalid("", ImportProblem.NOT_OURS);
        }
        return ours;
    }

    /** The folder around all, with its slash; none where the manifest is not in a folder. */
    private static String enclosing(Set<String> names) {
        if (names.contains(Manifest.FILE)) {
            return "";
        }
        return names.stream()
                .filter(name -> name.matches("[^/]+/" + Pattern.quote(Manifest.FILE)))
                .map(name -> name.substring(0, name.indexOf('/') + 1))
                .findFirst()
                .orElse("");
    }

    private static String shown(String name) {
        return LegacyValues.oneLine(name, 100).text();
    }

    private Manifest manifest() throws IOException, Refused {
        Manifest read;
        try (var in = contents(Manifest.FILE, LARGEST_MANIFEST)) {
            var tree = json.readTree(in.readAllBytes());
            if (tree == null || !Manifest.FORMAT.equals(tree.path("format").asText())) {
                throw Refused.invalid(Manifest.FILE, ImportProblem.NOT_OURS);
            }
            // Before anything else: what else there is may be different in another version.
            if (tree.path("version").asInt() != Manifest.VERSION) {
                throw Refused.invalid(
                        Manifest.FILE,
                        ImportProblem.OTHER_VERSION,
                        tree.path("version").asText("?"));
            }
            read = json.treeToValue(tree, Manifest.class);
        } catch (JsonProcessingException notJson) {
            throw Refused.invalid(Manifest.FILE, ImportProblem.NOT_OURS);
        } catch (TooBig tooBig) {
            throw tooBig.refused(Manifest.FILE);
        } catch (ZipException | EOFException damaged) {
            throw Refused.invalid(Manifest.FILE, ImportProblem.DAMAGED);
        }
        if (read.archive() == null || read.source() == null || read.files() == null) {
            throw Refused.invalid(Manifest.FILE, ImportProblem.NOT_OURS);
        }
        for (var name : IMPORTED) {
            var contents = read.files().get(name);
            if (contents == null && OF_LATER_ARCHIVES.contains(name) && !files.containsKey(name)) {
                continue;
            }
            if (contents == null || contents.sha256() == null || !files.containsKey(name)) {
                throw Refused.invalid("", ImportProblem.MISSING_FILE, name);
            }
            if (contents.lines() < 0) {
                throw Refused.invalid(Manifest.FILE, ImportProblem.WRONG_LINE_COUNT, name, contents.lines());
            }
            if (contents.lines() > config.mostLines()) {
                throw Refused.invalid(name, ImportProblem.TOO_MANY_LINES, config.mostLines());
            }
        }
        return read;
    }

    @Override
    public String name() {
        return "zapiska:" + manifest.source();
    }

    @Override
    public OptionalLong lines() {
        return OptionalLong.of(Arrays.stream(Kind.values())
                .map(kind -> manifest.files().get(kind.file()))
                .filter(Objects::nonNull)
                .mapToLong(Manifest.Contents::lines)
                .sum());
    }

    @Override
    public Optional<Settings> settings() throws IOException, Refused {
        try (var in = contents(SETTINGS, LARGEST_MANIFEST)) {
            var text = in.readAllBytes();
            if (!matches(SETTINGS, sha256().digest(text))) {
                throw Refused.invalid(SETTINGS, ImportProblem.DAMAGED);
            }
            return Optional.ofNullable(json.readValue(text, Settings.class));
        } catch (JsonMappingException wrong) {
            throw Refused.invalid(SETTINGS + place(wrong), ImportProblem.WRONG_VALUE);
        } catch (JsonProcessingException notJson) {
            throw Refused.invalid(SETTINGS, ImportProblem.NOT_JSON);
        } catch (TooBig tooBig) {
            throw tooBig.refused(SETTINGS);
        } catch (ZipException | EOFException damaged) {
            throw Refused.invalid(SETTINGS, ImportProblem.DAMAGED);
        }
    }

    @Override
    public void read(Kind kind, Reader reader) throws IOException, Refused {
        var expected = manifest.files().get(kind.file());
        if (expected == null) {
            return;
        }
        var sum = sha256();
        long lines = 0;
        try (var unpacked = contents(kind.file(), config.largestContents().asLongValue());
                var raw = new DigestInputStream(unpacked, sum);
                var parser = json.getFactory().createParser(raw)) {
            // Of one value among others.
            parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            var values = json.readerFor(kind.type()).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw Refused.invalid(kind.file(), ImportProblem.NOT_JSON);
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() != JsonToken.START_OBJECT || lines == expected.lines()) {
                    throw Refused.invalid(kind.file(), ImportProblem.DAMAGED);
                }
                unpacked.newLine();
                Archived line = values.readValue(parser);
                lines++;
                reader.line(line);
            }
            if (parser.nextToken() != null) {
                throw Refused.invalid(kind.file(), ImportProblem.NOT_JSON);
            }
            raw.transferTo(OutputStream.nullOutputStream());
        } catch (JsonMappingException wrong) {
            if (wrong.getCause() instanceof TooBig tooBig) {
                throw tooBig.refused(kind.file());
            }
            throw Refused.invalid(kind.file() + "[" + lines + "]" + place(wrong), ImportProblem.WRONG_VALUE);
        } catch (JsonProcessingException notJson) {
            throw Refused.invalid(kind.file() + "[" + lines + "]", ImportProblem.NOT_JSON);
        } catch (TooBig tooBig) {
            throw tooBig.refused(kind.file());
        } catch (ZipException | EOFException damaged) {
            throw Refused.invalid(kind.file(), ImportProblem.DAMAGED);
        }
        if (lines != expected.lines() || !matches(kind.file(), sum.digest())) {
            throw Refused.invalid(kind.file(), ImportProblem.DAMAGED);
        }
    }

    private boolean matches(String name, byte[] sum) {
        return HexFormat.of().formatHex(sum).equals(manifest.files().get(name).sha256());
    }

    /** Such as {@code .subtasks[2].title}. */
    private static String place(JsonMappingException wrong) {
        return wrong.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining());
    }

    private Limited contents(String name, long most) throws IOException {
        var entry = files.get(name);
        var expansion = FREE_EXPANSION + Math.max(entry.getCompressedSize(), 0) * config.mostExpansion();
        return new Limited(
                zip.getInputStream(entry),
                Math.min(most, expansion),
                config.largestLine().asLongValue());
    }

    /** What a file says of its size is not believed. */
    private static final class Limited extends FilterInputStream {
        private final long most;
        private final long mostOfLine;
        private long read;
        private long readBeforeLine;

        Limited(InputStream in, long most, long mostOfLine) {
            super(in);
            this.most = most;
            this.mostOfLine = mostOfLine;
        }

        /** A line is held in memory as a whole. */
        void newLine() {
            readBeforeLine = read;
        }

        @Override
        public int read() throws IOException {
            var one = in.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            var got = in.read(buffer, offset, length);
            count(Math.max(got, 0));
            return got;
        }

        private void count(int more) throws TooBig {
            read += more;
            if (read > most) {
                throw new TooBig(most);
            }
            if (read - readBeforeLine > mostOfLine) {
                throw new TooBig(mostOfLine);
            }
        }
    }

    private static final class TooBig extends IOException {
        private final long most;

        TooBig(long most) {
            super("unpacks to more than " + most + " bytes");
            this.most = most;
        }

        Refused refused(String name) {
            return Refused.invalid(name, ImportProblem.UNPACKS_TOO_BIG, most >> 20);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() throws IOException {
        discard(zip, file);
    }
}
