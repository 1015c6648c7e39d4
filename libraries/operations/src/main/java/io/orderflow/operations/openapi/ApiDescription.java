package io.orderflow.operations.openapi;

import io.orderflow.operations.login.PublicEndpoints;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.tags.Tag;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Adds to a service's OpenAPI document what is the same for all operations: the login, and the errors with their format and headers. So
 * an operation itself describes only its successes, and the errors that it alone has.
 */
class ApiDescription implements OpenApiCustomizer {

    private static final String LOGIN = "operator";
    private static final String PROBLEM = "Problem";

    /** The tags of the operators' API, in the order of the document. The tags of a service come before them. */
    private static final List<String> OPERATIONS =
            List.of("Dead letters", "Consumers", "Delayed jobs", "Repeating jobs", "Status");

    private static final Map<HttpStatus, String> ERRORS = Map.ofEntries(
            Map.entry(HttpStatus.BAD_REQUEST, "The request is invalid. `errors` names the invalid fields."),
            Map.entry(HttpStatus.UNAUTHORIZED, "User or password is missing or wrong."),
            Map.entry(
                    HttpStatus.FORBIDDEN,
                    "A page of another site made the request, or the account is not allowed to make it."),
            Map.entry(HttpStatus.NOT_FOUND, "The path names nothing that exists."),
            Map.entry(HttpStatus.NOT_ACCEPTABLE, "The header `Accept` allows no media type of this operation."),
            Map.entry(HttpStatus.REQUEST_TIMEOUT, "The body did not arrive in time."),
            Map.entry(HttpStatus.CONFLICT, "The current state does not allow this."),
            Map.entry(HttpStatus.CONTENT_TOO_LARGE, "The body is larger than 64 KiB."),
            Map.entry(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body is not JSON."),
            Map.entry(HttpStatus.MISDIRECTED_REQUEST, "The service does not answer for the host of the request."),
            Map.entry(HttpStatus.UNPROCESSABLE_CONTENT, "The request contradicts an earlier one."),
            Map.entry(HttpStatus.TOO_MANY_REQUESTS, "Too many wrong passwords came from the client's address."),
            Map.entry(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "The service can't do this now, and has changed nothing. The request may succeed later."));

    private final String service;
    private final List<PublicEndpoints> publicEndpoints;

    ApiDescription(String service, List<PublicEndpoints> publicEndpoints) {
        this.service = service;
        this.publicEndpoints = publicEndpoints;
    }

    @Override
    public void customise(OpenAPI api) {
        api.info(new Info()
                .title("Orderflow: " + service)
                .version("1")
                .description("""
                        Errors have the format of RFC 9457 (`application/problem+json`). Any path answers another method with `405`, and \
                        the header `Allow` lists the methods that it has. `GET` includes `HEAD`. An operation with a padlock needs \
                        the operator's login.""")
                .contact(new Contact().name("The maintainers of Orderflow"))
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")));
        Components components = api.getComponents();
        components.addSecuritySchemes(
                LOGIN,
                new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("basic")
                        .description("The operator's login, from the settings `orderflow.ops`."));
        api.getPaths()
                .forEach((path, item) -> item.readOperationsMap()
                        .forEach((method, operation) -> describe(path, method, operation, components)));
        components.addSchemas(PROBLEM, problem());
        components.setSchemas(new TreeMap<>(components.getSchemas()));
        components.getSchemas().values().forEach(ApiDescription::anchor);
        components.setResponses(new TreeMap<>(components.getResponses()));
        Paths sorted = new Paths();
        new TreeMap<>(api.getPaths()).forEach(sorted::addPathItem);
        api.setPaths(sorted);
        if (api.getTags() != null) {
            api.setTags(api.getTags().stream()
                    .distinct()
                    .sorted(Comparator.<Tag>comparingInt(it -> OPERATIONS.indexOf(it.getName()))
                            .thenComparing(Tag::getName))
                    .toList());
        }
    }

    private void describe(String path, PathItem.HttpMethod method, Operation operation, Components components) {
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(it -> {
                anchor(it.getSchema());
                isNeverNull(it.getSchema());
            });
        }
        ApiResponses responses = operation.getResponses();
        add(responses, components, HttpStatus.BAD_REQUEST);
        add(responses, components, HttpStatus.FORBIDDEN);
        add(responses, components, HttpStatus.MISDIRECTED_REQUEST);
        add(responses, components, HttpStatus.SERVICE_UNAVAILABLE);
        if (!isPublic(path, method)) {
            operation.addSecurityItem(new SecurityRequirement().addList(LOGIN));
            add(responses, components, HttpStatus.UNAUTHORIZED);
            add(responses, components, HttpStatus.TOO_MANY_REQUESTS);
        }
        if (path.contains("{")) {
            add(responses, components, HttpStatus.NOT_FOUND);
        }
        if (responses.entrySet().stream()
                .anyMatch(it ->
                        it.getKey().startsWith("2") && isJson(it.getValue().getContent()))) {
            add(responses, components, HttpStatus.NOT_ACCEPTABLE);
        }
        if (operation.getRequestBody() != null) {
            operation.getRequestBody().setRequired(true);
            add(responses, components, HttpStatus.REQUEST_TIMEOUT);
            add(responses, components, HttpStatus.CONTENT_TOO_LARGE);
            add(responses, components, HttpStatus.UNSUPPORTED_MEDIA_TYPE);
        }
        responses.forEach((status, response) -> {
            if (response.get$ref() == null
                    && HttpStatus.valueOf(Integer.parseInt(status)).isError()) {
                complete(response, HttpStatus.valueOf(Integer.parseInt(status)));
            }
        });
        ApiResponses sorted = new ApiResponses();
        new TreeMap<>(responses).forEach(sorted::addApiResponse);
        operation.setResponses(sorted);
    }

    /** Spring negotiates the media type of JSON only. A method that writes its answer itself ignores the header {@code Accept}. */
    private static boolean isJson(Content content) {
        return content != null && content.containsKey(MediaType.APPLICATION_JSON_VALUE);
    }

    private boolean isPublic(String path, PathItem.HttpMethod method) {
        return publicEndpoints.stream().anyMatch(it -> it.includes(HttpMethod.valueOf(method.name()), path));
    }

    /** Adds the error to an operation that does not describe it itself. */
    private static void add(ApiResponses responses, Components components, HttpStatus status) {
        if (!responses.containsKey(code(status))) {
            String name = status.getReasonPhrase().replace(" ", "");
            if (components.getResponses() == null || !components.getResponses().containsKey(name)) {
                components.addResponses(name, complete(new ApiResponse().description(ERRORS.get(status)), status));
            }
            responses.addApiResponse(code(status), new ApiResponse().$ref("#/components/responses/" + name));
        }
    }

    private static ApiResponse complete(ApiResponse response, HttpStatus status) {
        response.setContent(new Content()
                .addMediaType(
                        MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                        new io.swagger.v3.oas.models.media.MediaType()
                                .schema(new JsonSchema().$ref("#/components/schemas/" + PROBLEM))));
        switch (status) {
            case UNAUTHORIZED ->
                response.addHeaderObject(
                        "WWW-Authenticate",
                        header("The login that is needed. Requests of a page's script get no such header.", text()));
            case TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE ->
                response.addHeaderObject(
                        "Retry-After",
                        header("Seconds until the next try.", number().minimum(BigDecimal.ONE))
                                .required(true));
            case NOT_ACCEPTABLE, UNSUPPORTED_MEDIA_TYPE ->
                response.addHeaderObject("Accept", header("The media types that are allowed.", text()));
            default -> {}
        }
        return response;
    }

    private static Schema<?> problem() {
        Schema<?> fieldError = object("field", "message");
        fieldError.addProperty("field", text().description("Such as `items[0].unitPrice`, or the name of a parameter"));
        fieldError.addProperty("message", text().description("What the value must be"));
        Schema<?> errors = new JsonSchema().types(Set.of("array"));
        errors.setItems(fieldError);
        Schema<?> problem = object("title", "status", "detail");
        problem.setDescription("An error (RFC 9457). Its texts are for people.");
        problem.addProperty("type", text().format("uri-reference"));
        problem.addProperty("title", text());
        problem.addProperty("status", number().description("The HTTP status"));
        problem.addProperty("detail", text());
        problem.addProperty("instance", text().format("uri-reference").description("The path of the request"));
        problem.addProperty("errors", errors.description("The invalid fields"));
        return problem;
    }

    private static Header header(String description, Schema<?> schema) {
        return new Header().description(description).schema(schema);
    }

    private static Schema<?> object(String... required) {
        Schema<?> schema = new JsonSchema().types(Set.of("object"));
        schema.setRequired(List.of(required));
        return schema;
    }

    private static Schema<?> text() {
        return new JsonSchema().types(Set.of("string"));
    }

    private static Schema<?> number() {
        return new JsonSchema().types(Set.of("integer"));
    }

    private static String code(HttpStatus status) {
        return Integer.toString(status.value());
    }

    /** A parameter that is not given is null in the code only. */
    private static void isNeverNull(Schema<?> parameter) {
        if (parameter.getTypes() != null) {
            parameter.getTypes().remove("null");
        }
    }

    private static void anchor(Schema<?> schema) {
        if (schema == null) {
            return;
        }
        if (schema.getPattern() != null) {
            schema.setPattern(EcmaPattern.of(schema.getPattern()));
        }
        anchor(schema.getItems());
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(ApiDescription::anchor);
        }
    }
}
