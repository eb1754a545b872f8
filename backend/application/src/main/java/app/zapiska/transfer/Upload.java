package app.zapiska.transfer;

import app.zapiska.platform.DomainException;
import app.zapiska.platform.ProblemException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Wording;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;

/** Writes the body of a request to a file of our own as it comes; memory holds no more than what is under way. */
@Singleton
class Upload {

    private static final String NAME = "zapiska-import-";

    private final Vertx vertx;
    private final TransferConfig config;
    private final InstantSource clock;
    private final Semaphore places;

    Upload(Vertx vertx, TransferConfig config, InstantSource clock) {
        this.vertx = vertx;
        this.config = config;
        this.clock = clock;
        this.places = new Semaphore(config.mostUploads());
    }

    /**
     * @param request nobody has read from yet; on its event loop
     * @return the file, which the caller deletes. Fails as {@code too-large}, as {@code unavailable} when too many come in
     *     already, or {@link DomainException.Invalid} when it does not come whole or in time; no file is left then
     */
    Uni<Path> receive(HttpServerRequest request) {
        if (!places.tryAcquire()) {
            request.response().putHeader("Connection", "close");
            throw new ProblemException(
                            ProblemType.UNAVAILABLE, Wording.of(TransferMessages.class, TransferMessages::busy))
                    .retryAfter(Duration.ofMinutes(1));
        }
        return written(request).onTermination().invoke(() -> places.release());
    }

    private Uni<Path> written(HttpServerRequest request) {
        return Uni.createFrom()
                .completionStage(() -> file().compose(file -> vertx.fileSystem()
                                .open(
                                        file.toString(),
                                        new OpenOptions().setCreate(false).setTruncateExisting(true))
                                .compose(out -> copy(request, out))
                                .map(file)
                                .recover(failure -> vertx.fileSystem()
                                        .delete(file.toString())
                                        .transform(ignored -> Future.failedFuture(failure))))
                        .toCompletionStage());
    }

    private Future<Path> file() {
        return vertx.executeBlocking(() -> {
            var folder = Files.createDirectories(config.folder());
            try {
                return Files.createTempFile(
                        folder,
                        NAME,
                        ".zip",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } catch (UnsupportedOperationException noPosix) {
                return Files.createTempFile(folder, NAME, ".zip");
            }
        });
    }

    /** What a process that died while an archive came in has left; one that has come is not in the folder any more. */
    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Blocking
    void sweep() throws IOException {
        if (!Files.isDirectory(config.folder())) {
            return;
        }
        var abandoned =
                clock.instant().minus(config.longestUpload().multipliedBy(2)).toEpochMilli();
        try (var files = Files.newDirectoryStream(config.folder(), NAME + "*.zip")) {
            for (var file : files) {
                if (file.toFile().lastModified() < abandoned) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private Future<Void> copy(HttpServerRequest request, AsyncFile out) {
        var most = config.largestArchive().asLongValue();
        var whole = Promise.<Void>promise();
        var late = vertx.setTimer(config.longestUpload().toMillis(), ignored -> whole.tryFail(interrupted()));
        if (request.isEnded()) {
            // Nothing was sent, and that is over already.
            whole.tryComplete();
        } else {
            read(request, out, whole, most);
        }
        return whole.future()
                .onComplete(ignored -> vertx.cancelTimer(late))
                .onFailure(ignored -> {
                    // The rest of what it sends would be taken for the next request.
                    request.response().putHeader("Connection", "close");
                    if (!request.isEnded()) {
                        request.handler(dropped -> {});
                        request.resume();
                    }
                })
                .transform(end -> out.close()
                        .transform(closed -> end.failed()
                                ? Future.failedFuture(end.cause())
                                : (closed.failed() ? Future.failedFuture(closed.cause()) : Future.succeededFuture())));
    }

    private static void read(HttpServerRequest request, AsyncFile out, Promise<Void> whole, long most) {
        var received = new long[1];
        request.handler(part -> {
            received[0] += part.length();
            if (received[0] > most) {
                whole.tryFail(new ProblemException(ProblemType.TOO_LARGE));
                return;
            }
            if (whole.future().isComplete()) {
                return;
            }
            out.write(part).onFailure(whole::tryFail);
            if (out.writeQueueFull()) {
                request.pause();
                out.drainHandler(ignored -> request.resume());
            }
        });
        request.exceptionHandler(ignored -> whole.tryFail(interrupted()));
        request.endHandler(ignored -> whole.tryComplete());
        if (request.response().closed()) {
            // It broke off while the file was made, when nobody listened yet; nobody tells us a second time.
            whole.tryFail(interrupted());
        }
        request.resume();
    }

    private static DomainException.Invalid interrupted() {
        return new DomainException.Invalid("", Wording.of(TransferMessages.class, TransferMessages::uploadStopped));
    }
}
