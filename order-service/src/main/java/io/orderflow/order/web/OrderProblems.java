package io.orderflow.order.web;

import io.orderflow.operations.web.Problem;
import io.orderflow.order.IdempotencyKeyReused;
import io.orderflow.order.InvalidOrder;
import io.orderflow.order.LineTooLongException;
import io.orderflow.order.OrderConflict;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Converts exceptions about orders into error answers. */
@RestControllerAdvice
class OrderProblems {

    @ExceptionHandler
    ProblemDetail handle(InvalidOrder e) {
        return Problem.invalid(e.field(), e.getMessage()).getBody();
    }

    @ExceptionHandler
    ProblemDetail handle(IdempotencyKeyReused e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<Object> handle(LineTooLongException e) {
        return Problem.tryAgain("Too many orders wait to be stored");
    }

    @ExceptionHandler
    ProblemDetail handle(OrderConflict e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, e.getMessage());
    }
}
