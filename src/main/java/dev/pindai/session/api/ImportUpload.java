package dev.pindai.session.api;

import java.nio.file.Path;
import java.util.Locale;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.session.ArchiveConfig;
import dev.pindai.session.ArchiveFiles;
import dev.pindai.shared.Problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Receives the archive of an import into a file, before the limit that all other bodies have and after the lock on everything;
 * {@link ImportResource} does the rest. Removes the file when the answer has been given.
 */
@Singleton
class ImportUpload {

    static final String PATH = "/api/session-imports";
    static final String FILE = "file";

    /** Quarkus checks keys at -200 and -100 and the size of bodies at -2. */
    private static final int ORDER = -50;
    private static final String RECEIVED = ImportUpload.class.getName();
    /** What a form has besides its file. */
    private static final int FORM = 10_000;
    private static final String CONTINUE = "100-continue";

    private final ArchiveFiles files;
    private final ArchiveConfig config;
    private final ObjectMapper json;

    ImportUpload(ArchiveFiles files, ArchiveConfig config, ObjectMapper json) {
        this.files = files;
        this.config = config;
        this.json = json;
    }

    /**
     * A form that has come in.
     *
     * @param file null if it held none
     */
    record Received(Path file, String passphrase, String name) {

        /** Secrets never reach a log by way of {@code toString}. */
        @Override
        public String toString() {
            return "Received[" + file + "]";
        }
    }

    void register(@Observes Router router) {
        router.post(PATH).order(ORDER).handler(this::receive);
    }

    /** What this request brought. */
    static Received of(RoutingContext context) {
        return context.get(RECEIVED, new Received(null, null, null));
    }

    private void receive(RoutingContext context) {
        var request = context.request();
        var type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(MediaType.MULTIPART_FORM_DATA)) {
            // Refused for its type where all others are.
            context.next();
        } else if (length != null && tooLong(length)) {
            tooLarge(context);
        } else {
            if (CONTINUE.equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
                request.response().writeContinue();
            }
            var file = files.create();
            context.addEndHandler(ended -> files.remove(file));
            receive(context, file);
        }
    }

    private void receive(RoutingContext context, Path file) {
        var request = context.request();
        var upload = new Upload(file);
        request.setExpectMultipart(true);
        request.uploadHandler(upload::begin);
        request.handler(part -> {
            if (request.bytesRead() > most()) {
                tooLarge(context);
            }
        });
        request.exceptionHandler(failure -> refuse(context, 400, "MALFORMED_BODY", "The form can't be read to its end"));
        request.endHandler(end -> upload.stored.onComplete(stored -> {
            if (context.response().ended()) {
                return;
            }
            if (stored.succeeded()) {
                var form = request.formAttributes();
                context.put(RECEIVED, new Received(upload.came ? file : null, form.get("passphrase"), form.get("name")));
                // It has been read: what it was long concerns nobody any more.
                request.headers().remove(HttpHeaders.CONTENT_LENGTH);
                context.next();
            } else {
                refuse(context, 503, "DISK_FAILED",
                        "The archive could not be stored. Free some space on the disk and try again");
            }
        }));
        request.resume();
    }

    private boolean tooLong(String length) {
        try {
            return Long.parseLong(length) > most();
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private long most() {
        return config.maxSize().asLongValue() + FORM;
    }

    private void tooLarge(RoutingContext context) {
        refuse(context, 413, "ARCHIVE_TOO_LARGE", "The archive is bigger than pindai.archive.max-size allows");
    }

    private void refuse(RoutingContext context, int status, String code, String detail) {
        if (context.response().ended()) {
            return;
        }
        try {
            // What is still on its way is not waited for.
            context.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .putHeader(HttpHeaders.CONNECTION, "close")
                    .end(json.writeValueAsString(Problem.of(status, code, detail, PATH, null)));
        } catch (JsonProcessingException e) {
            context.fail(e);
        }
    }

    /** The file of the form; a second one is read and forgotten. */
    private static final class Upload {

        private final Path file;
        private boolean came;
        private Future<Void> stored = Future.succeededFuture();

        Upload(Path file) {
            this.file = file;
        }

        void begin(HttpServerFileUpload part) {
            if (FILE.equals(part.name()) && !came) {
                came = true;
                stored = part.streamToFileSystem(file.toString());
            } else {
                part.handler(ignored -> {
                });
            }
        }
    }
}
