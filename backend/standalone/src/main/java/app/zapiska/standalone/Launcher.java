package app.zapiska.standalone;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs everything, in this order: the data folder's lock, what an earlier launcher left behind, the ports, PostgreSQL
 * with Redis and the sandbox, the application. Ends it in the reverse one.
 */
final class Launcher {

    /** Ended because a person asked for it. */
    static final int ENDED = 0;

    private final Settings settings;
    private final Workload workload;
    private final Console console;
    private final Patience patience = new Patience();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicReference<Refusal> givenUp = new AtomicReference<>();
    private final Deque<Runnable> endings = new ArrayDeque<>();

    private boolean refused;
    private boolean endIsRequested;
    private Thread starting;

    Launcher(Settings settings, Workload workload, Console console) {
        this.settings = settings;
        this.workload = workload;
        this.console = console;
    }

    /** What happens while everything runs; it may be interrupted, and its result is the exit code. */
    interface Meanwhile {
        int until(CountDownLatch end, Map<String, String> environment)
                throws IOException, InterruptedException, Refusal;
    }

    /**
     * Starts everything, waits for the end and ends everything.
     *
     * @return the exit code
     */
    int run() {
        return run((end, environment) -> {
            workload.afterwards(settings).ifPresent(training -> {
                endings.push(training::end);
                training.plan();
            });
            end.await();
            return ENDED;
        });
    }

    int run(Meanwhile meanwhile) {
        long began = System.nanoTime();
        int exitCode = ENDED;
        try (var folder = DataFolder.open(settings.dataDir())) {
            try {
                interruptible(true);
                Map<String, String> environment = start(folder, began);
                exitCode = meanwhile.until(end, environment);
            } catch (InterruptedException e) {
                // asked to end
            } catch (IOException e) {
                exitCode = refuse(DataFolder.unusable(settings.dataDir(), e));
            } catch (Refusal e) {
                exitCode = refuse(e);
            } finally {
                interruptible(false);
                while (!endings.isEmpty()) {
                    endings.pop().run();
                }
            }
            if (givenUp.get() != null && !refused) {
                exitCode = refuse(givenUp.get());
            } else if (exitCode == ENDED) {
                console.say("Остановлено.", "Stopped.");
            }
            return exitCode;
        } catch (Refusal e) {
            return refuse(e);
        }
    }

    /** Asks for the end; asked again, it comes quicker. */
    void end() {
        synchronized (this) {
            if (!endIsRequested) {
                endIsRequested = true;
                console.say(
                        "Останавливаю… (ещё раз Ctrl-C — не дожидаясь приложения)",
                        "Stopping… (Ctrl-C again: without waiting for the application)");
                end.countDown();
                if (starting != null) {
                    starting.interrupt();
                }
                return;
            }
        }
        patience.loseIt();
    }

    /** @return what the application is told */
    private Map<String, String> start(DataFolder folder, long began) throws IOException, InterruptedException, Refusal {
        var registry = new ProcessRegistry(folder.run());
        var secrets = new Secrets(folder.secrets());
        var programs = new Programs(settings.programsDir());

        var postgres = new PostgresServer(folder, secrets, console, programs.postgres(), Ports.free());
        var redis = new RedisServer(folder, secrets.key(Secrets.REDIS), programs.redis(), Ports.free());
        var sandbox = new Sandbox(folder, secrets);
        var password = new OwnersPassword(settings.value("AUTH_PASSWORD"), secrets, postgres);
        Workload.Environment told = () -> environment(folder, secrets, password, postgres, redis, sandbox);
        List<Service> workers = workload.services(settings, told, folder, console);

        for (Service worker : workers.reversed()) {
            endSurvivor(registry, worker);
        }
        endSurvivor(registry, redis);
        endSurvivor(registry, postgres);
        Ports.mustBeFree("HTTP_PORT", settings.httpHost(), settings.httpPort());
        Ports.mustBeFree("MANAGEMENT_PORT", "127.0.0.1", settings.managementPort());

        postgres.prepare();
        redis.prepare();
        Supervised database = begin(postgres, registry, folder);
        Supervised cache = begin(redis, registry, folder);
        database.awaitReady();
        postgres.provision();
        cache.awaitReady();
        if (settings.wantsTelegramSandbox()) {
            endings.push(sandbox::close);
            sandbox.start();
        }
        for (Service worker : workers) {
            begin(worker, registry, folder).awaitReady();
        }
        secrets.theseWork();
        welcome(folder, password, sandbox, Duration.ofNanos(System.nanoTime() - began));
        return told.variables();
    }

    private Supervised begin(Service service, ProcessRegistry registry, DataFolder folder) {
        var log = new RotatingLog(folder.logs().resolve(service.key() + ".log"), RotatingLog.DEFAULT_MAX_BYTES);
        var supervised = new Supervised(service, registry, log, console, this::giveUp);
        endings.push(() -> supervised.end(patience));
        supervised.begin();
        return supervised;
    }

    private void endSurvivor(ProcessRegistry registry, Service service) {
        registry.survivor(service.key()).ifPresent(process -> {
            console.say(
                    service.name().russian() + ": останавливаю процесс " + process.pid()
                            + ", оставшийся от прошлого запуска…",
                    service.name().english() + ": ending process " + process.pid()
                            + ", left over from an earlier start…");
            service.end(process, patience);
        });
        registry.forget(service.key());
    }

    /** Everything the application is told. What a person set is passed on as it is; the embedded services rule. */
    private Map<String, String> environment(
            DataFolder folder,
            Secrets secrets,
            OwnersPassword password,
            PostgresServer postgres,
            RedisServer redis,
            Sandbox sandbox)
            throws IOException {
        var environment = new TreeMap<>(settings.values());
        environment.putIfAbsent("QUARKUS_HTTP_HOST", settings.httpHost());
        environment.putIfAbsent("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("AUTH_PASSWORD", password.ofFirstStart());
        if (settings.value("JWT_SIGNING_KEY").isEmpty()) {
            environment.put("JWT_SIGNING_KEY", secrets.key(Secrets.JWT_SIGNING_KEY));
        }
        environment.put("HTTP_PORT", Integer.toString(settings.httpPort()));
        environment.put("MANAGEMENT_PORT", Integer.toString(settings.managementPort()));
        environment.put("PUBLIC_URL", workload.address(settings).toString());
        environment.put("DATA_DIR", folder.root().toString());
        environment.put("FRONTEND_DIR", settings.frontendDir().toString());
        environment.put("DB_HOST", "127.0.0.1");
        environment.put("DB_PORT", Integer.toString(postgres.port()));
        environment.put("DB_NAME", PostgresServer.DATABASE);
        environment.put("DB_USER", PostgresServer.APPLICATION);
        environment.put("DB_PASSWORD", secrets.key(Secrets.DATABASE_APPLICATION));
        environment.put("DB_MIGRATION_USER", PostgresServer.OWNER);
        environment.put("DB_MIGRATION_PASSWORD", secrets.key(Secrets.DATABASE_OWNER));
        environment.put("REDIS_URL", redis.url());
        environment.putAll(sandbox.environment());
        return environment;
    }

    private void welcome(DataFolder folder, OwnersPassword password, Sandbox sandbox, Duration took)
            throws IOException {
        String seconds = "%.1f".formatted(took.toMillis() / 1000.0);
        console.line("");
        console.say(
                "  Записная книжка работает: " + workload.address(settings) + "   (запуск за " + seconds + " с)",
                "  Zapiska is running: " + workload.address(settings) + "   (started in " + seconds + " s)");
        sandbox.chat()
                .ifPresent(chat -> console.say(
                        "  Telegram не подключён, сообщения придут в учебный чат: " + chat,
                        "  Telegram is not connected, messages arrive in the practice chat: " + chat));
        password.tell(console);
        console.say(
                "  Данные: " + folder.root() + " · журнал: " + folder.logs().resolve("application.log"),
                "  Data: " + folder.root() + " · log: " + folder.logs().resolve("application.log"));
        console.say("  Ctrl-C останавливает всё.", "  Ctrl-C stops everything.");
        console.line("");
    }

    private void giveUp(Refusal refusal) {
        givenUp.compareAndSet(null, refusal);
        end.countDown();
    }

    private int refuse(Refusal refusal) {
        refused = true;
        console.say(refusal.text());
        return refusal.exitCode();
    }

    /** Between the calls an end that is asked for breaks into whatever the starting thread waits for. */
    private synchronized void interruptible(boolean may) {
        starting = may ? Thread.currentThread() : null;
        boolean interrupted = Thread.interrupted();
        if (may && (endIsRequested || interrupted)) {
            Thread.currentThread().interrupt();
        }
    }
}
