package io.orderflow.operations.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;

/** Ends a request with an error in the format of RFC 9457. The texts are for the client and never repeat its input. */
public class Problem extends ErrorResponseException {

    private static final int RETRY_AFTER_SECONDS = 5;

    private Problem(ProblemDetail body) {
        super(HttpStatus.valueOf(body.getStatus()), body, null);
    }

    /** The error of one field. */
    public record FieldError(
            @Nullable String field, @Nullable String message) {}

    public static Problem notFound(String detail) {
        return of(HttpStatus.NOT_FOUND, detail);
    }

    public static Problem conflict(String detail) {
        return of(HttpStatus.CONFLICT, detail);
    }

    public static Problem of(HttpStatus status, String detail) {
        return new Problem(ProblemDetail.forStatusAndDetail(status, detail));
    }

    /**
     * @param field the path of the field, such as {@code items[0].unitPrice}, or the name of a parameter
     * @param message what the value must be
     */
    public static Problem invalid(String field, String message) {
        return new Problem(invalid(List.of(new FieldError(field, message))));
    }

    /** Answers 503 with Retry-After: the request changed nothing, and may succeed later. */
    public static ResponseEntity<Object> tryAgain(String reason) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, "%s; try again in %s seconds.".formatted(reason, RETRY_AFTER_SECONDS));
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_AFTER_SECONDS))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }

    static ProblemDetail invalid(List<FieldError> errors) {
        FieldError first = errors.get(0);
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST, "%s %s".formatted(first.field(), first.message()));
        problem.setTitle("Invalid request");
        problem.setProperty("errors", errors);
        return problem;
    }
}
