package app.zapiska.transfer;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.Waiting;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Archives as tests take, bend and bring them. */
final class Luggage {

    static final ObjectMapper JSON = new ObjectMapper();

    private Luggage() {}

    static byte[] packedBy(Visitor visitor) {
        return visitor.request()
                .get("/export")
                .then()
                .statusCode(200)
                .contentType("application/zip")
                .extract()
                .asByteArray();
    }

    /** The answer to the sending itself. */
    static io.restassured.response.ValidatableResponse send(Visitor visitor, byte[] archive, boolean dryRun) {
        return visitor.request()
                .config(io.restassured.RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("application/zip", ContentType.BINARY)
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType("application/zip")
                .queryParam("dryRun", dryRun)
                .body(archive)
                .post("/import")
                .then();
    }

    /** What became of it. */
    static JsonPath bring(Visitor visitor, byte[] archive, boolean dryRun) {
        return ended(
                visitor,
                send(visitor, archive, dryRun)
                        .statusCode(202)
                        .extract()
                        .jsonPath()
                        .getLong("id"));
    }

    static JsonPath ended(Visitor visitor, long id) {
        Waiting.until(
                "the import",
                Duration.ofSeconds(60),
                () -> !look(visitor, id).getString("state").equals("running"));
        return look(visitor, id);
    }

    private static JsonPath look(Visitor visitor, long id) {
        return visitor.request()
                .get("/imports/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    static Map<String, byte[]> unpacked(byte[] archive) {
        var files = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive), StandardCharsets.UTF_8)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return files;
    }

    static byte[] packed(Map<String, byte[]> files) {
        return packed(files, StandardCharsets.UTF_8);
    }

    static byte[] packed(Map<String, byte[]> files, Charset names) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out, names)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    static JsonNode json(byte[] text) {
        try {
            return JSON.readTree(text);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    /** With another text in one of its files, and a manifest that goes with it. */
    static byte[] with(byte[] archive, String file, String text) {
        var files = unpacked(archive);
        files.put(file, text.getBytes(StandardCharsets.UTF_8));
        var manifest = (ObjectNode) json(files.get("manifest.json"));
        var contents = (ObjectNode) manifest.path("files").path(file);
        contents.put("sha256", HexFormat.of().formatHex(ArchiveFile.sha256().digest(files.get(file))));
        var lines = json(files.get(file));
        if (lines.isArray()) {
            contents.put("lines", lines.size());
        }
        files.put("manifest.json", manifest.toString().getBytes(StandardCharsets.UTF_8));
        return packed(files);
    }

    /** As it was before there was this file. */
    static byte[] before(byte[] archive, String file) {
        var files = unpacked(archive);
        files.remove(file);
        var manifest = (ObjectNode) json(files.get("manifest.json"));
        ((ObjectNode) manifest.path("files")).remove(file);
        files.put("manifest.json", manifest.toString().getBytes(StandardCharsets.UTF_8));
        return packed(files);
    }

    /** Everything an archive says but the ids: what pointed by id points by name or place. */
    static Map<String, JsonNode> meaning(byte[] archive) {
        var files = unpacked(archive);
        var templates = json(files.get("templates.json"));
        var categories = json(files.get("categories.json"));
        var tasks = json(files.get("tasks.json"));
        var loans = json(files.get("loans.json"));
        var contacts = json(files.get("contacts.json"));
        var loanNames = new HashMap<Long, String>();
        for (var loan : loans) {
            loanNames.put(loan.path("id").asLong(), loan.path("orgName").asText());
        }
        for (var contact : contacts) {
            var object = (ObjectNode) contact;
            object.remove("id");
            object.put("loanId", loanNames.get(object.path("loanId").asLong()));
        }
        var templateNames = new HashMap<Long, String>();
        for (var template : templates) {
            var object = (ObjectNode) template;
            templateNames.put(
                    object.path("id").asLong(),
                    object.path("systemKey").asText() + object.path("name").asText());
            if (!object.path("systemKey").isNull()) {
                object.remove("createdAt");
                object.remove("updatedAt");
            }
            object.remove("id");
        }
        var categoryNames = new HashMap<Long, String>();
        for (var category : categories) {
            categoryNames.put(
                    category.path("id").asLong(), category.path("name").asText());
            ((ObjectNode) category).remove("id");
        }
        var taskPlaces = places(tasks);
        for (var task : tasks) {
            var object = (ObjectNode) task;
            object.put("seriesId", taskPlaces.get(object.path("seriesId").asLong()));
            object.put("followsId", taskPlaces.get(object.path("followsId").asLong()));
            if (object.path("usual").path("content") instanceof ObjectNode usual) {
                usual.put(
                        "categoryId", categoryNames.get(usual.path("categoryId").asLong()));
                usual.put(
                        "reminderTemplateId",
                        templateNames.get(usual.path("reminderTemplateId").asLong()));
            }
            object.remove("id");
            object.put("categoryId", categoryNames.get(object.path("categoryId").asLong()));
            object.put(
                    "reminderTemplateId",
                    templateNames.get(object.path("reminderTemplateId").asLong()));
        }
        for (var loan : loans) {
            var object = (ObjectNode) loan;
            object.remove("id");
            object.put(
                    "reminderTemplateId",
                    templateNames.get(object.path("reminderTemplateId").asLong()));
            var installments = places(object.path("installments"));
            var entries = places(object.path("entries"));
            object.path("installments").forEach(one -> ((ObjectNode) one).remove("id"));
            object.path("entries").forEach(one -> {
                var entry = (ObjectNode) one;
                entry.remove("id");
                entry.put(
                        "installmentId",
                        installments.get(entry.path("installmentId").asLong()));
                entry.put("reversalOf", entries.get(entry.path("reversalOf").asLong()));
            });
        }
        var settings = (ObjectNode) json(files.get("settings.json"));
        for (var field : List.of("defaultTaskTemplateId", "defaultPaymentTemplateId")) {
            settings.put(field, templateNames.get(settings.path(field).asLong()));
        }
        if (settings.path("payoffPlan") instanceof ObjectNode plan
                && plan.path("byHand").isArray()) {
            var names = plan.putArray("byHand");
            json(files.get("settings.json"))
                    .path("payoffPlan")
                    .path("byHand")
                    .forEach(id -> names.add(loanNames.get(id.asLong())));
        }
        return Map.of(
                "templates", templates,
                "categories", categories,
                "tasks", tasks,
                "loans", loans,
                "contacts", contacts,
                "settings", settings);
    }

    private static Map<Long, Integer> places(JsonNode list) {
        var places = new HashMap<Long, Integer>();
        for (var one : list) {
            places.put(one.path("id").asLong(), places.size());
        }
        return places;
    }
}
