package app.zapiska;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import app.zapiska.delivery.RateLimiter;
import app.zapiska.telegram.Messenger;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.groups.UniCombine;
import io.smallrye.mutiny.groups.UniJoin;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.ref.Reference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.channels.Channel;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.Temporal;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who may know whom, and what nobody may do. */
class ArchitectureTest {

    private static final String ROOT = "app.zapiska.";

    /** From the top: each knows only what stands below it. */
    private static final List<List<String>> FLOORS = List.of(
            List.of("commands", "transfer", "today", "calendar", "statistics", "backups", "status", "announcements"),
            List.of("payments", "digests", "requisites", "lendermessages", "contacts"),
            List.of("loans", "tasks", "quickadd"),
            List.of("reminders", "undo"),
            List.of("delivery", "signin"),
            List.of("telegram", "channels"),
            List.of("accounts"),
            List.of("payoff"),
            List.of("interest"),
            List.of("law"),
            List.of("recurrence"),
            List.of("platform"));

    /** Modules of their own, which know nothing of the application. */
    private static final String[] BESIDE_THE_HOUSE = {
        ROOT + "settings..", ROOT + "zones..", ROOT + "sandbox..", ROOT + "standalone.."
    };

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("app.zapiska");

    /** Without the sandbox, which is never part of a native image. */
    private static final JavaClasses RUNNING = PRODUCT.that(not(resideInAPackage(ROOT + "sandbox..")));

    private static final Set<Class<?>> ALIVE = Set.of(
            Random.class,
            InstantSource.class,
            Thread.class,
            ThreadGroup.class,
            Executor.class,
            Timer.class,
            Process.class,
            Socket.class,
            ServerSocket.class,
            Channel.class,
            InetAddress.class,
            HttpClient.class,
            OkHttpClient.class,
            Reference.class);

    private static final Set<String> ASKS_THE_MACHINE = Set.of(
            "Instant.now",
            "LocalDate.now",
            "System.nanoTime",
            "System.currentTimeMillis",
            "System.getenv",
            "System.getProperty",
            "UUID.randomUUID",
            "ThreadLocalRandom.current",
            "ProcessHandle.current",
            "ZoneId.systemDefault",
            "ConfigProvider.getConfig");

    @Test
    void nothingReachesAChatButByTheOneWay() {
        // Who sends by the adapter or asks for a turn alone forgets, sooner or later, what else a message needs.
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "telegram..", ROOT + "delivery..")
                .should()
                .callMethodWhere(new DescribedPredicate<JavaMethodCall>("goes by the adapter or the row itself") {
                    @Override
                    public boolean test(JavaMethodCall call) {
                        return call.getTargetOwner().isAssignableTo(Messenger.class)
                                        && !call.getName().equals("ready")
                                || call.getTargetOwner().isAssignableTo(RateLimiter.class);
                    }
                })
                .check(PRODUCT);
    }

    @Test
    void whoKnowsSomebodyStandsAboveThem() {
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            for (var feature : FLOORS.get(floor)) {
                // Neither who stands above nor a neighbour.
                knowsNot(
                        feature,
                        FLOORS.subList(0, floor + 1).stream()
                                .flatMap(List::stream)
                                .filter(other -> !other.equals(feature))
                                .toArray(String[]::new));
            }
        }
    }

    @Test
    void everythingStandsOnAFloor() {
        classes()
                .that()
                .resideOutsideOfPackages(BESIDE_THE_HOUSE)
                .should()
                .resideInAnyPackage(FLOORS.stream()
                        .flatMap(List::stream)
                        .map(feature -> ROOT + feature + "..")
                        .toArray(String[]::new))
                .check(PRODUCT);
    }

    @Test
    void tasksAndLoansDoNotKnowTheBot() {
        for (var feature : List.of("tasks", "loans", "quickadd")) {
            knowsNot(feature, "delivery", "telegram", "channels");
        }
    }

    @Test
    void whatTheChatSaysOfPaymentsKnowsNoLoans() {
        for (var feature : List.of("payments", "digests")) {
            knowsNot(feature, "tasks", "loans");
        }
    }

    @Test
    void noServiceOfLoansKnowsAResource() {
        // Answers are records of the views, which resources only hand on.
        noClasses()
                .that()
                .resideInAPackage(ROOT + "loans..")
                .and()
                .haveNameNotMatching(".*Resource(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Resource")
                .check(PRODUCT);
    }

    @Test
    void featuresDoNotGoInCircles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(PRODUCT);
    }

    @Test
    void aNativeImageHoldsNothingThatIsAlive() {
        // What stands in a static field is made while the image is built: GraalVM refuses a random, a thread or a
        // socket there,
        // and a moment, an address or a setting of the build machine would be the same for everybody who runs the
        // image.
        fields().that()
                .areStatic()
                .should(new ArchCondition<JavaField>("not be alive") {
                    @Override
                    public void check(JavaField field, ConditionEvents events) {
                        ALIVE.stream()
                                .filter(type -> field.getRawType().isAssignableTo(type))
                                .forEach(type -> events.add(SimpleConditionEvent.violated(
                                        field, field.getFullName() + " is a " + type.getSimpleName())));
                    }
                })
                .check(RUNNING);
        noClasses()
                .should()
                .callCodeUnitWhere(
                        new DescribedPredicate<JavaCall<?>>("ask the build machine in a static initializer") {
                            @Override
                            public boolean test(JavaCall<?> call) {
                                return call.getOrigin() instanceof JavaStaticInitializer
                                        && ASKS_THE_MACHINE.contains(
                                                call.getTargetOwner().getSimpleName() + "." + call.getName());
                            }
                        })
                .check(RUNNING);
    }

    @Test
    @DisplayName("S21: nobody fetches what a person wrote: connections to others are opened in four places")
    void fewSpeakToOthers() {
        // Telegram, push services, the mail server and the dead man's switch; each knows whom it speaks to.
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "telegram..", ROOT + "standalone..", ROOT + "zones..")
                .and()
                .haveNameNotMatching("app\\.zapiska\\.(channels\\.(PushClient|SmtpClient)|status\\.DeadMan)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "okhttp3..", "io.vertx.ext.web.client..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\.(Socket|URL|.*URLConnection)"
                        + "|io\\.vertx\\.core\\.(http\\.(HttpClient|WebSocketClient)|net\\.NetClient)")
                .check(RUNNING);
    }

    @Test
    void oneSessionOneChain() {
        // Side by side over one database session they corrupt it silently; see hibernate-reactive#1607.
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(UniCombine.class, UniJoin.class)
                .orShould()
                .callMethod(Uni.class, "join")
                .orShould()
                .callMethod(Uni.class, "combine")
                .allowEmptyShould(true)
                .check(PRODUCT);
    }

    @Test
    void workOnceBegunIsFinished() {
        // A browser that leaves would cancel a statement half-way and close the session under the next one.
        methods()
                .that()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(Path.class)
                .and()
                .areMetaAnnotatedWith(HttpMethod.class)
                .and()
                .haveRawReturnType(Uni.class)
                .should()
                .beDeclaredInClassesThat(uncancellable())
                .check(PRODUCT);
    }

    private static DescribedPredicate<JavaClass> uncancellable() {
        return DescribedPredicate.describe(
                "are annotated with @Cancellable(false)",
                type -> type.tryGetAnnotationOfType(Cancellable.class)
                        .filter(cancellable -> !cancellable.value())
                        .isPresent());
    }

    @Test
    void onlyOnePlaceReadsTheMachinesClock() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + "platform.SystemTime")
                .should()
                .callMethodWhere(new DescribedPredicate<JavaMethodCall>("reads the machine's clock") {
                    @Override
                    public boolean test(JavaMethodCall call) {
                        var owner = call.getTargetOwner();
                        return call.getName().equals("now") && owner.isAssignableTo(Temporal.class)
                                || owner.isAssignableTo(Clock.class)
                                        && call.getName().startsWith("system")
                                || owner.isEquivalentTo(System.class)
                                        && call.getName().equals("currentTimeMillis");
                    }
                })
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Date.class)
                .check(PRODUCT);
    }

    @Test
    void theGrammarKnowsNothingButWhatItIsGiven() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "quickadd")
                .should()
                .callMethod(ZoneId.class, "systemDefault")
                .orShould()
                .callMethod(Locale.class, "getDefault")
                .orShould()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .orShould()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "formatted", Object[].class)
                .check(PRODUCT);
    }

    @Test
    void transactionsAreAnnotated() {
        // What begins one in another way passes by the mark at the request's idempotency key.
        noClasses()
                .that()
                // Works on a thread of its own, for no request.
                .haveNameNotMatching(ROOT.replace(".", "\\.") + "transfer\\.ImportJob.*")
                .should()
                .callMethod(Panache.class, "withTransaction", Supplier.class)
                .orShould()
                .callMethod(Mutiny.SessionFactory.class, "withTransaction", Function.class)
                .check(PRODUCT);
    }

    @Test
    void transactionsAreReactive() {
        noMethods()
                .should()
                .beAnnotatedWith("jakarta.transaction.Transactional")
                .check(PRODUCT);
        noClasses()
                .should()
                .beAnnotatedWith("jakarta.transaction.Transactional")
                .check(PRODUCT);
    }

    private static void knowsNot(String feature, String... others) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + feature + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        Stream.of(others).map(other -> ROOT + other + "..").toArray(String[]::new))
                .allowEmptyShould(true)
                .check(PRODUCT);
    }
}
