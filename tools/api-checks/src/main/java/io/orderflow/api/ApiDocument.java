package io.orderflow.api;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An OpenAPI document that says whether it describes an answer: its status, media type, headers and body. It describes only the fields
 * that it names.
 */
final class ApiDocument {

    private static final String PROBLEM_TYPE = "application/problem+json";
    private static final String LINES_TYPE = "application/x-ndjson";

    /** The errors of a method that a path does not have. */
    private static final Set<Integer> WITHOUT_OPERATION = Set.of(400, 401, 403, 405, 421, 429);

    /** The errors of a body that the operation does not have. */
    private static final Set<Integer> OF_A_BODY = Set.of(408, 413, 415);

    /** Headers of HTTP itself, and those that protect browsers: each answer may have them. */
    private static final Set<String> OF_EACH_ANSWER = headers(
            "Cache-Control",
            "Connection",
            "Content-Length",
            "Content-Security-Policy",
            "Content-Type",
            "Date",
            "Expires",
            "Keep-Alive",
            "Pragma",
            "Referrer-Policy",
            "Strict-Transport-Security",
            "Transfer-Encoding",
            "Vary",
            "X-Content-Type-Options",
            "X-Frame-Options",
            "X-XSS-Protection");

    private final JsonNode document;
    private final List<Path> paths;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

    private record Path(String template, Pattern pattern, JsonNode operations) {}

    private ApiDocument(JsonNode document) {
        this.document = document;
        this.paths = document.path("paths").properties().stream()
                .map(it -> new Path(it.getKey(), pattern(it.getKey()), it.getValue()))
                // A path without parameters goes first, as it does in Spring.
                .sorted(Comparator.comparing(it -> it.template().contains("{")))
                .toList();
    }

    static ApiDocument parse(String yaml) {
        JsonNode document = JsonMapper.shared().valueToTree(new Yaml().load(yaml));
        allowOnlyNamedFields(document);
        return new ApiDocument(document);
    }

    private static void allowOnlyNamedFields(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(ApiDocument::allowOnlyNamedFields);
    }

    private static Pattern pattern(String template) {
        return Pattern.compile(("\\Q" + template + "\\E").replaceAll("\\{[^}]+}", "\\\\E[^/]+\\\\Q"));
    }

    boolean hasPath(String path) {
        return paths.stream().anyMatch(it -> it.pattern().matcher(path).matches());
    }

    /** @return what the document does not say about the answer; empty if it describes the answer, or does not have the path */
    List<String> missing(Answer answer) {
        if (!hasPath(answer.path())) {
            return List.of();
        }
        Optional<JsonNode> operation = operation(answer);
        if (operation.isEmpty()) {
            return missingWithoutOperation(answer);
        }
        JsonNode response = resolved(operation.get().path("responses").path(Integer.toString(answer.status())));
        if (response.isMissingNode()
                && OF_A_BODY.contains(answer.status())
                && !operation.get().has("requestBody")) {
            return missingProblem(answer);
        }
        if (response.isMissingNode()) {
            return List.of("status " + answer.status());
        }
        List<String> missing = new ArrayList<>(missingHeaders(response.path("headers"), answer));
        missing.addAll(missingContent(response.path("content"), answer));
        return missing;
    }

    private Optional<JsonNode> operation(Answer answer) {
        String method = answer.isHead() ? "get" : answer.method().toLowerCase(Locale.ROOT);
        return paths.stream()
                .filter(it -> it.pattern().matcher(answer.path()).matches())
                .map(it -> it.operations().path(method))
                .filter(JsonNode::isObject)
                .findFirst();
    }

    private List<String> missingWithoutOperation(Answer answer) {
        if (answer.method().equals("OPTIONS") && answer.status() == 200) {
            return answer.headers().contains("Allow") ? List.of() : List.of("an OPTIONS without the header Allow");
        }
        if (!WITHOUT_OPERATION.contains(answer.status())) {
            return List.of("method " + answer.method());
        }
        return missingProblem(answer);
    }

    private List<String> missingProblem(Answer answer) {
        ObjectNode content = JsonMapper.shared().createObjectNode();
        content.putObject(PROBLEM_TYPE).putObject("schema").put("$ref", "#/components/schemas/Problem");
        return missingContent(content, answer);
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
    }

    private List<String> missingHeaders(JsonNode described, Answer answer) {
        List<String> missing = new ArrayList<>();
        Set<String> names = headers();
        described.properties().forEach(it -> {
            names.add(it.getKey());
            if (resolved(it.getValue()).path("required").asBoolean(false)
                    && !answer.headers().contains(it.getKey())) {
                missing.add("that the header %s may be absent".formatted(it.getKey()));
            }
        });
        answer.headers().stream()
                .filter(it -> !names.contains(it) && !OF_EACH_ANSWER.contains(it))
                .forEach(it -> missing.add("the header " + it));
        return missing;
    }

    private List<String> missingContent(JsonNode content, Answer answer) {
        if (content.isEmpty() || answer.isHead()) {
            return answer.body().length == 0 ? List.of() : List.of("a body");
        }
        if (answer.contentType() == null) {
            return List.of("that there may be no body");
        }
        String type = answer.contentType().split(";")[0].strip();
        if (!content.has(type)) {
            return List.of("the media type " + type);
        }
        Schema schema = schemas.computeIfAbsent(content.path(type).path("schema"), this::compile);
        List<String> bodies = type.equals(LINES_TYPE) ? answer.text().lines().toList() : List.of(answer.text());
        return bodies.stream().flatMap(it -> missingBody(schema, it).stream()).toList();
    }

    private Schema compile(JsonNode schema) {
        ObjectNode root = schema.deepCopy().asObject();
        root.set("components", document.path("components"));
        return registry.getSchema(root);
    }

    private static List<String> missingBody(Schema schema, String body) {
        try {
            return schema
                    .validate(
                            JsonMapper.shared().readTree(body),
                            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                    .stream()
                    .map(it -> "the body: " + it)
                    .toList();
        } catch (JacksonException e) {
            return List.of("a body that is not JSON");
        }
    }

    static Set<String> headers(String... names) {
        Set<String> headers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        headers.addAll(List.of(names));
        return headers;
    }
}
