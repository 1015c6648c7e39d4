package io.orderflow.order.web;

import io.orderflow.order.IdempotencyKeyReused;
import io.orderflow.order.InvalidOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidFormatException;

/** Says what is wrong with a request, as RFC 9457 has it: which fields, and what they must be; never what they were. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    private record FieldError(String field, String message) {}

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldError> errors = e.getBindingResult().getFieldErrors().stream()
                .map(it -> new FieldError(it.getField(), it.getDefaultMessage()))
                .toList();
        return ResponseEntity.badRequest().body(invalid(errors));
    }

    @Override
    protected ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldError> errors = new ArrayList<>();
        e.getBeanResults()
                .forEach(result -> result.getFieldErrors()
                        .forEach(it -> errors.add(new FieldError(it.getField(), it.getDefaultMessage()))));
        e.getValueResults()
                .forEach(result -> result.getResolvableErrors()
                        .forEach(it -> errors.add(new FieldError("Idempotency-Key", it.getDefaultMessage()))));
        return ResponseEntity.badRequest().body(invalid(errors));
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (e.getMostSpecificCause() instanceof BodyLimit.Exceeded) {
            return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).body(BodyLimit.problem());
        }
        if (e.getCause() instanceof JacksonException broken && !broken.getPath().isEmpty()) {
            return ResponseEntity.badRequest().body(invalid(List.of(new FieldError(path(broken), expected(broken)))));
        }
        return ResponseEntity.badRequest()
                .body(problem(HttpStatus.BAD_REQUEST, "The body is not a JSON object as this request needs it."));
    }

    @ExceptionHandler
    ResponseEntity<Object> handle(MethodArgumentTypeMismatchException e) {
        return ResponseEntity.badRequest().body(invalid(List.of(new FieldError(e.getName(), "must be a UUID"))));
    }

    @ExceptionHandler
    ProblemDetail handle(InvalidOrder e) {
        return invalid(List.of(new FieldError(e.field(), e.getMessage())));
    }

    @ExceptionHandler
    ProblemDetail handle(IdempotencyKeyReused e) {
        return problem(HttpStatus.UNPROCESSABLE_CONTENT, e.getMessage());
    }

    /** Without the database no order can be kept, so none is taken. */
    @ExceptionHandler({DataAccessResourceFailureException.class, CannotCreateTransactionException.class})
    ResponseEntity<Object> unavailable(RuntimeException e) {
        log.warn("the database does not answer: {}", e.getMessage());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .body(problem(
                        HttpStatus.SERVICE_UNAVAILABLE, "Orders can't be stored just now; try again in 5 seconds."));
    }

    private static ProblemDetail invalid(List<FieldError> errors) {
        FieldError first = errors.get(0);
        ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "%s %s".formatted(first.field(), first.message()));
        problem.setTitle("Invalid request");
        problem.setProperty("errors", errors);
        return problem;
    }

    private static ProblemDetail problem(HttpStatus status, String detail) {
        return ProblemDetail.forStatusAndDetail(status, detail);
    }

    private static String path(JacksonException broken) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : broken.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    private static String expected(JacksonException broken) {
        if (broken instanceof InvalidFormatException format && format.getTargetType() != null) {
            if (format.getTargetType().isEnum()) {
                return "must be one of "
                        + Arrays.toString(format.getTargetType().getEnumConstants());
            }
            if (Number.class.isAssignableFrom(format.getTargetType())) {
                return "must be a number";
            }
        }
        return "is not of the right kind";
    }
}
