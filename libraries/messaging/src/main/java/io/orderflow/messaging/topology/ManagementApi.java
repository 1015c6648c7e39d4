package io.orderflow.messaging.topology;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads from RabbitMQ's management API with the service's own account. */
class ManagementApi {

    /** The account lacks the tag {@code management}. */
    static final class AccessRefusedException extends IOException {

        AccessRefusedException() {
            super("the service's account may not read RabbitMQ's management API: its tag 'management' is missing");
        }
    }

    private static final Duration CONNECTS_IN = Duration.ofSeconds(1);
    private static final Duration ANSWERS_IN = Duration.ofSeconds(3);

    private final List<URI> nodes;
    private final String vhost;
    private final String authorization;
    private final HttpClient http;
    private final JsonMapper json = JsonMapper.shared();

    /** The node that answered last. */
    private volatile int preferred;

    /** @param ssl null for the JVM's default */
    ManagementApi(
            List<URI> nodes, String vhost, @Nullable String user, @Nullable String password, @Nullable SSLContext ssl) {
        this.nodes = nodes;
        this.vhost = encode(vhost);
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECTS_IN);
        this.http = ssl == null ? client.build() : client.sslContext(ssl).build();
    }

    boolean isConfigured() {
        return !nodes.isEmpty();
    }

    /** All exchanges, queues or bindings of the virtual host. */
    JsonNode list(String kind) throws IOException {
        return get("/api/" + kind + "/" + vhost);
    }

    JsonNode bindingsOf(String exchange) throws IOException {
        return get("/api/exchanges/" + vhost + "/" + encode(exchange) + "/bindings/source");
    }

    /** @throws AccessRefusedException if the account may not read; another IOException if no node answers */
    private JsonNode get(String path) throws IOException {
        IOException failure = null;
        for (int i = 0; i < nodes.size(); i++) {
            int node = (preferred + i) % nodes.size();
            try {
                JsonNode answer = get(nodes.get(node).resolve(path));
                preferred = node;
                return answer;
            } catch (AccessRefusedException e) {
                throw e;
            } catch (IOException e) {
                failure = e;
            }
        }
        throw new IOException("RabbitMQ's management API does not answer", failure);
    }

    private JsonNode get(URI address) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(ANSWERS_IN)
                .header("Authorization", authorization)
                .build();
        try {
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() == 401 || answer.statusCode() == 403) {
                throw new AccessRefusedException();
            }
            if (answer.statusCode() != 200) {
                throw new IOException(address + " answered " + answer.statusCode());
            }
            return json.readTree(answer.body());
        } catch (JacksonException e) {
            throw new IOException(address + " did not answer with JSON", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String encode(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
