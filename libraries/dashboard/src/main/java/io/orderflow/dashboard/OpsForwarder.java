package io.orderflow.dashboard;

import io.orderflow.dashboard.DashboardProperties.Peer;
import io.orderflow.operations.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * Forwards the page's requests for other services to them, with the operator's own login: the page may only connect to the service that
 * served it.
 */
@RestController
class OpsForwarder {

    private static final String HERE = "/ops/services/";
    private static final Duration CONNECTS_IN = Duration.ofSeconds(1);

    /** Sending thousands of dead letters again takes long. */
    private static final Duration ANSWERS_IN = Duration.ofMinutes(2);

    private final ServiceClients peers;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECTS_IN).build();

    OpsForwarder(ServiceClients peers) {
        this.peers = peers;
    }

    @RequestMapping(
            path = HERE + "{service}/{*path}",
            method = {RequestMethod.GET, RequestMethod.POST, RequestMethod.PUT, RequestMethod.DELETE})
    ResponseEntity<byte[]> forward(@PathVariable String service, HttpServletRequest request)
            throws IOException, InterruptedException {
        Peer peer = peers.named(service).orElseThrow(() -> new NoSuchService(service));
        HttpRequest forwarded = HttpRequest.newBuilder(target(peer, request))
                .timeout(ANSWERS_IN)
                .method(
                        request.getMethod(),
                        BodyPublishers.ofByteArray(request.getInputStream().readAllBytes()))
                .header(HttpHeaders.AUTHORIZATION, request.getHeader(HttpHeaders.AUTHORIZATION))
                .header(HttpHeaders.CONTENT_TYPE, "application/json")
                .header("X-Requested-With", "XMLHttpRequest")
                .build();
        try {
            return answer(http.send(forwarded, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new ServiceDown(service, e);
        }
    }

    /**
     * Keeps the path as the client sent it, with its escapes. The firewall of Spring Security has already rejected paths that lead
     * elsewhere.
     */
    private static URI target(Peer peer, HttpServletRequest request) {
        int path = request.getRequestURI().indexOf('/', HERE.length());
        if (path < 0) {
            throw Problem.notFound("The path of a request for another service is missing.");
        }
        String query = request.getQueryString();
        try {
            return peer.url()
                    .resolve("/ops" + request.getRequestURI().substring(path) + (query == null ? "" : "?" + query));
        } catch (IllegalArgumentException e) {
            throw Problem.of(HttpStatus.BAD_REQUEST, "The address is not valid.");
        }
    }

    private static ResponseEntity<byte[]> answer(HttpResponse<byte[]> answer) {
        ResponseEntity.BodyBuilder same = ResponseEntity.status(answer.statusCode());
        answer.headers()
                .firstValue(HttpHeaders.CONTENT_TYPE)
                .ifPresent(it -> same.header(HttpHeaders.CONTENT_TYPE, it));
        answer.headers().firstValue(HttpHeaders.RETRY_AFTER).ifPresent(it -> same.header(HttpHeaders.RETRY_AFTER, it));
        return same.body(answer.body());
    }

    @ExceptionHandler
    ProblemDetail handle(NoSuchService e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail handle(ServiceDown e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage());
    }

    private static final class NoSuchService extends RuntimeException {

        NoSuchService(String service) {
            super("There is no service '%s' to forward requests to.".formatted(service));
        }
    }

    private static final class ServiceDown extends RuntimeException {

        ServiceDown(String service, IOException cause) {
            super("%s does not answer. Is it down? ./demo status".formatted(service), cause);
        }
    }
}
