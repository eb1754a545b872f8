package app.zapiska.transfer;

import app.zapiska.platform.DomainException;
import app.zapiska.platform.ProblemException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Wording;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes the body of a request to a file of our own as it comes; memory holds no more than what is under way. */
@Singleton
class Upload {

    private final Vertx vertx;
    private final TransferConfig config;

    Upload(Vertx vertx, TransferConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    /**
     * @param request nobody has read from yet; on its event loop
     * @return the file, which the caller deletes. Fails as {@code too-large}, or {@link DomainException.Invalid} when it does
     *     not come whole or in time; no file is left then
     */
    Uni<Path> receive(HttpServerRequest request) {
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
            try {
                return Files.createTempFile(
                        "zapiska-import-",
                        ".zip",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } catch (UnsupportedOperationException noPosix) {
                return Files.createTempFile("zapiska-import-", ".zip");
            }
        });
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
        request.resume();
    }

    private static DomainException.Invalid interrupted() {
        return new DomainException.Invalid("", Wording.of(TransferMessages.class, TransferMessages::uploadStopped));
    }
}
