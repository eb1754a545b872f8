package app.zapiska.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarFile;

/** What runs on top of the embedded services. */
interface Workload {

    /** Where a person points the browser. */
    URI address(Settings settings);

    /** What a process is told; asked for at each of its starts. */
    interface Environment {
        Map<String, String> variables() throws IOException;
    }

    /** In the order of their start. */
    List<Service> services(Settings settings, Environment environment, DataFolder folder, Console console)
            throws Refusal;

    /** What is done behind a product that runs. */
    default Optional<Training> afterwards(Settings settings) throws Refusal {
        return Optional.empty();
    }

    /** The built application, as {@code make run} runs it. */
    static Workload application() {
        Workload application = built(settings -> java(jar(settings)), Workload::cache);
        return new Workload() {
            @Override
            public URI address(Settings settings) {
                return application.address(settings);
            }

            @Override
            public List<Service> services(
                    Settings settings, Environment environment, DataFolder folder, Console console) throws Refusal {
                return application.services(settings, environment, folder, console);
            }

            @Override
            public Optional<Training> afterwards(Settings settings) throws Refusal {
                return Optional.of(new Training(settings, cache(settings)));
            }
        };
    }

    /** The same, to write the cache of its classes when it ends. */
    static Workload training() {
        return built(settings -> cache(settings).made(java(jar(settings))));
    }

    private static Path jar(Settings settings) {
        return settings.home().resolve("backend/application/target/quarkus-app/quarkus-run.jar");
    }

    /** The cache that {@link #application} uses where it exists. */
    static AotCache cache(Settings settings) throws Refusal {
        try {
            return AotCache.of(settings.home().resolve(AotCache.FOLDER), jar(settings), java(jar(settings)));
        } catch (IOException e) {
            throw notBuilt(jar(settings));
        }
    }

    interface Command {
        List<String> of(Settings settings) throws Refusal;
    }

    interface Cache {
        /** @return null for none */
        AotCache of(Settings settings) throws Refusal;
    }

    /** A program that listens at {@code HTTP_PORT} and answers {@code /healthz}. */
    static Workload built(Command command) {
        return built(command, settings -> null);
    }

    static Workload built(Command command, Cache cache) {
        return new Workload() {
            @Override
            public URI address(Settings settings) {
                return settings.publicUrl();
            }

            @Override
            public List<Service> services(
                    Settings settings, Environment environment, DataFolder folder, Console console) throws Refusal {
                // all interfaces include the loopback one, and nobody can connect to "0.0.0.0"
                boolean everywhere = settings.httpHost().equals("0.0.0.0")
                        || settings.httpHost().equals("::");
                String host = everywhere ? "localhost" : settings.httpHost();
                return List.of(new ApplicationProcess(
                        command.of(settings),
                        cache.of(settings),
                        environment,
                        folder.root(),
                        URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                                + settings.httpPort() + "/healthz"),
                        folder.logs().resolve("application.log"),
                        console));
            }
        };
    }

    /** {@code quarkus:dev} and Vite, both with live reload. */
    static Workload development() {
        return new Workload() {
            @Override
            public URI address(Settings settings) {
                return URI.create("http://localhost:" + DevelopmentProcess.VITE_PORT);
            }

            @Override
            public List<Service> services(
                    Settings settings, Environment environment, DataFolder folder, Console console) throws Refusal {
                var services = new ArrayList<Service>();
                String backend = "http://localhost:" + settings.httpPort();
                Environment variables = () -> {
                    var all = new TreeMap<>(environment.variables());
                    all.putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
                    all.put("BACKEND_URL", backend);
                    return all;
                };
                services.add(DevelopmentProcess.backend(
                        settings.home().resolve("backend"), variables, URI.create(backend + "/healthz"), console));
                if (Files.exists(settings.home().resolve("frontend/package.json"))) {
                    services.add(DevelopmentProcess.frontend(settings.home().resolve("frontend"), variables, console));
                }
                return services;
            }
        };
    }

    /** The command that runs a jar by this very Java, with little memory, tied to this process's life. */
    static List<String> java(Path jar) throws Refusal {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-Xms48m",
                "-Xmx384m",
                // half-dead after an OutOfMemoryError helps nobody: dead it is started again
                "-XX:+ExitOnOutOfMemoryError",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "--enable-native-access=ALL-UNNAMED"));
        try (var opened = new JarFile(jar.toFile())) {
            var manifest = opened.getManifest().getMainAttributes();
            String zoneRules = manifest.getValue("Zone-Rules-Provider");
            if (zoneRules != null) {
                // java.time asks for it by this name alone, and looks for it on the class path of the start
                command.add("-Djava.time.zone.DefaultZoneRulesProvider=" + zoneRules);
            }
            String opens = manifest.getValue("Add-Opens");
            if (opens != null) {
                // java reads this of a manifest with -jar only
                for (String what : opens.strip().split("\\s+")) {
                    command.add("--add-opens=" + what + "=ALL-UNNAMED");
                }
            }
            Path own = Path.of(Workload.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            command.addAll(List.of("-cp", jar + ":" + own, StopWithParent.class.getName(), jar.toString()));
            return command;
        } catch (IOException e) {
            throw notBuilt(jar);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Refusal notBuilt(Path jar) {
        return Refusal.cannotStart(
                "Приложение ещё не собрано (" + jar + "). Запустите make run.",
                "The application is not built yet (" + jar + "). Use make run.");
    }
}
