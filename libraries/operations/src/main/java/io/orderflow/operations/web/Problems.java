package io.orderflow.operations.web;

import io.orderflow.messaging.database.Outage;
import io.orderflow.operations.web.Problem.FieldError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidFormatException;

/**
 * Converts exceptions to errors in the format of RFC 9457. An error names the invalid fields and what they must be, and never
 * repeats their values.
 */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldError> errors = e.getBindingResult().getFieldErrors().stream()
                .map(it -> new FieldError(it.getField(), message(it)))
                .toList();
        return answer(Problem.invalid(errors));
    }

    @Override
    protected ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldError> errors = new ArrayList<>();
        e.getBeanResults()
                .forEach(result ->
                        result.getFieldErrors().forEach(it -> errors.add(new FieldError(it.getField(), message(it)))));
        e.getValueResults()
                .forEach(result -> result.getResolvableErrors()
                        .forEach(it ->
                                errors.add(new FieldError(name(result.getMethodParameter()), it.getDefaultMessage()))));
        return answer(Problem.invalid(errors));
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (e.getMostSpecificCause() instanceof BodyLimit.Exceeded) {
            return answer(problem(HttpStatus.CONTENT_TOO_LARGE, BodyLimit.TOO_LARGE));
        }
        if (e.getCause() instanceof JacksonException broken && !broken.getPath().isEmpty()) {
            return answer(Problem.invalid(List.of(new FieldError(path(broken), expected(broken)))));
        }
        return answer(problem(HttpStatus.BAD_REQUEST, "The body must be a JSON object that fits this request."));
    }

    @Override
    protected ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = e instanceof MethodArgumentTypeMismatchException argument ? argument.getName() : "a parameter";
        return answer(Problem.invalid(List.of(new FieldError(name, "must be " + kind(e.getRequiredType())))));
    }

    /** For an address such as {@code ?limit=%zz}. Otherwise each one would be logged as an error. */
    @ExceptionHandler
    ResponseEntity<Object> undecodable(InvalidParameterException e) {
        return answer(problem(HttpStatus.BAD_REQUEST, "A parameter in the address is not encoded correctly."));
    }

    /** For endpoints that read the body themselves. */
    @ExceptionHandler
    ResponseEntity<Object> tooLarge(BodyLimit.Exceeded e) {
        return answer(problem(HttpStatus.CONTENT_TOO_LARGE, BodyLimit.TOO_LARGE));
    }

    /** Answers 503 during an outage of the database, because the service can store nothing. Any other failure is a bug: 500. */
    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<Object> unavailable(RuntimeException e) {
        if (!Outage.isCauseOf(e)) {
            throw e;
        }
        log.warn("the database is not available: {}", e.getMessage());
        return Problem.tryAgain("The database is not available");
    }

    private static ResponseEntity<Object> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    /** Uses the same content type for all errors, even if the client's Accept header excludes it or is invalid. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }

    /** Replaces Spring's text for a conversion error, which quotes the value and names internal classes. */
    private static @Nullable String message(org.springframework.validation.FieldError error) {
        return error.isBindingFailure() ? "has the wrong type" : error.getDefaultMessage();
    }

    private static @Nullable String name(MethodParameter parameter) {
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        return header == null ? parameter.getParameterName() : header.name();
    }

    private static String kind(@Nullable Class<?> required) {
        if (required != null && required.isEnum()) {
            return "one of " + Arrays.toString(required.getEnumConstants());
        }
        if (required == UUID.class) {
            return "a UUID";
        }
        if (required == Instant.class) {
            return "a time such as 2026-01-31T08:30:00Z";
        }
        if (required == int.class || required == Integer.class || required == long.class || required == Long.class) {
            return "a whole number";
        }
        return "of another type";
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
                return "must be " + kind(format.getTargetType());
            }
            if (Number.class.isAssignableFrom(format.getTargetType())) {
                return "must be a number";
            }
        }
        return "has the wrong type";
    }
}
