import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * Writes the notices of the libraries that are shipped: who made them, by which licence we ship them, and its text. Fails
 * when a jar has a licence that nobody has looked at, or no text of it.
 *
 * <p>{@code java Notices.java OUTPUT LICENCES TEXTS FOLDER…}: LICENCES is what the publishers say (licences.ftl), TEXTS
 * what the jars themselves lack, FOLDERs hold the jars; those that are missing were not built.
 */
final class Notices {

    /** What publishers write, and what is meant. The first line that fits one of a library's licences is our choice. */
    private static final Map<String, Pattern> KNOWN = new LinkedHashMap<>();

    static {
        known("Apache-2.0", "(the )?apache( software)?( license)?[ ,-]*(version )?2\\.0");
        known("MIT", "mit|the mit license( \\(mit\\))?|bouncy castle licence");
        known("MIT-0", "mit-0");
        known("0BSD", "0bsd");
        known("BSD-3-Clause", "bsd-3-clause");
        known("BSD-2-Clause", "bsd[- ]2-clause( \"simplified\" license)?");
        known("CC0-1.0", "public domain, per creative commons cc0");
        known("Public domain", "public domain");
        known("EDL-1.0", "(edl|eclipse distribution license)( -)?( v\\.?)? ?1\\.0");
        known("EPL-2.0", "(epl|eclipse public license)[ -]*(v\\.? ?)?2\\.0");
    }

    /** Licences whose text names no holder, so one copy serves all. */
    private static final Set<String> SAME_FOR_ALL = Set.of("Apache-2.0", "EPL-2.0", "CC0-1.0");

    private static final Pattern TEXT_IN_JAR =
            Pattern.compile("(META-INF/)?[^/]*(LICENSE|LICENCE|NOTICE|COPYING)[^/]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern OURS_OR_GENERATED = Pattern.compile(
            "(app\\.zapiska\\.)?zapiska-.*|quarkus-run|generated-bytecode|transformed-bytecode|.*-runner|quarkus-application");

    private record Library(String coordinates, String artifact, String licence, String name, String url) {}

    public static void main(String[] arguments) throws IOException {
        Path output = Path.of(arguments[0]);
        Path texts = Path.of(arguments[2]);
        var problems = new ArrayList<String>();
        Map<String, Library> libraries = libraries(Path.of(arguments[1]), problems);
        var notices = new TreeMap<String, String>();
        var copies = new LinkedHashMap<String, Set<String>>();
        for (Path jar : jars(List.of(arguments).subList(3, arguments.length))) {
            String file = jar.getFileName().toString().replaceAll("\\.jar$", "")
                    // for a native image Quarkus leaves out the classes that it replaces
                    .replaceAll("^modified-", "");
            if (OURS_OR_GENERATED.matcher(file).matches()) {
                continue;
            }
            Library library = libraries.get(file);
            if (library == null) {
                // a build for one system has a word for it behind the version
                library = libraries.entrySet().stream()
                        .filter(e -> file.startsWith(e.getKey() + "-"))
                        .max(Comparator.comparingInt(e -> e.getKey().length()))
                        .map(Map.Entry::getValue)
                        .orElse(null);
            }
            if (library == null && file.startsWith("io.quarkus.quarkus-")) {
                // an extension that Quarkus itself adds when two others meet; no project asks for it
                library = new Library(file, file, "Apache-2.0", "Quarkus", "https://quarkus.io");
            }
            if (library == null) {
                problems.add(file + ": nothing is known of its licence");
                continue;
            }
            notices.put(library.coordinates(), "%s\n    %s, %s\n    %s\n".formatted(
                    library.coordinates(), library.name(), library.url(), library.licence()));
            var found = textsOf(jar, library, texts);
            if (found.isEmpty()) {
                problems.add(library.coordinates() + ": no text of its licence (" + library.licence() + "); add "
                        + texts.resolve(library.artifact() + ".txt"));
            }
            for (String text : found) {
                copies.computeIfAbsent(text, t -> new TreeSet<>()).add(library.coordinates());
            }
        }
        if (notices.isEmpty()) {
            problems.add("there are no jars");
        }
        if (!problems.isEmpty()) {
            problems.forEach(problem -> System.err.println("Notices: " + problem));
            System.exit(1);
        }
        var page = new StringBuilder("""
                Zapiska contains these libraries, none of their sources changed, each under the licence named with it. Where a library offers a
                choice, the licence named is the one it is distributed under here. The source of libraries under the Eclipse
                Public License is available at the addresses given. The texts of the licences and the notices that the
                libraries' authors ask for follow the list.

                """);
        notices.values().forEach(notice -> page.append(notice).append('\n'));
        copies.forEach((text, owners) -> page.append("=".repeat(100))
                .append("\nOf ").append(String.join(", ", owners)).append(":\n\n").append(text).append("\n\n"));
        Files.createDirectories(output.toAbsolutePath().getParent());
        Files.writeString(output, page);
    }

    private static void known(String licence, String names) {
        KNOWN.put(licence, Pattern.compile(names));
    }

    /** By the names their jars have: with the group in front in the application, without it beside the launcher. */
    private static Map<String, Library> libraries(Path licences, List<String> problems) throws IOException {
        var libraries = new TreeMap<String, Library>();
        for (String line : Files.readAllLines(licences)) {
            String[] fields = line.split("\t", -1);
            if (fields.length != 4) {
                continue;
            }
            String[] id = fields[0].split(":");
            List<String> offered = List.of(fields[1].toLowerCase(Locale.ROOT).split(" \\| "));
            var chosen = KNOWN.entrySet().stream()
                    .filter(known -> offered.stream().anyMatch(o -> known.getValue().matcher(o.strip()).matches()))
                    .findFirst();
            if (chosen.isEmpty()) {
                problems.add(fields[0] + ": «" + fields[1] + "» is no licence that we know to be fine");
                continue;
            }
            var library = new Library(fields[0], id[1], chosen.get().getKey(), fields[2], fields[3]);
            libraries.put(id[1] + "-" + id[2], library);
            libraries.put(id[0] + "." + id[1] + "-" + id[2], library);
        }
        return libraries;
    }

    private static List<Path> jars(List<String> folders) throws IOException {
        var jars = new ArrayList<Path>();
        for (String folder : folders) {
            if (Files.isDirectory(Path.of(folder))) {
                try (var files = Files.walk(Path.of(folder))) {
                    files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
                }
            }
        }
        return jars;
    }

    private static List<String> textsOf(Path jar, Library library, Path texts) throws IOException {
        var found = new ArrayList<String>();
        boolean licence = false;
        try (var opened = new JarFile(jar.toFile())) {
            for (var entry : opened.stream().toList()) {
                if (entry.isDirectory() || entry.getName().endsWith(".class") || !TEXT_IN_JAR.matcher(entry.getName()).matches()) {
                    continue;
                }
                found.add(new String(opened.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8).strip());
                licence |= !entry.getName().toUpperCase(Locale.ROOT).contains("NOTICE");
            }
        }
        try (var files = Files.list(texts)) {
            for (Path file : files.sorted().toList()) {
                String of = file.getFileName().toString().replaceAll("\\.txt$", "");
                if (library.artifact().equals(of) || library.artifact().startsWith(of + "-binaries")
                        || library.artifact().startsWith(of + "-linux") || library.artifact().startsWith(of + "-darwin")) {
                    found.add(Files.readString(file).strip());
                    licence = licence || !SAME_FOR_ALL.contains(library.licence());
                }
            }
        }
        if (!licence) {
            Path common = texts.resolve(library.licence() + ".txt");
            if (!SAME_FOR_ALL.contains(library.licence()) || !Files.exists(common)) {
                return List.of();
            }
            found.add(Files.readString(common).strip());
        }
        return found;
    }

    private Notices() {}
}
