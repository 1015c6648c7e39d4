package io.orderflow.order.web;

import io.orderflow.operations.web.Problem;
import io.orderflow.order.IdempotencyKeyReusedException;
import io.orderflow.order.InvalidOrderException;
import io.orderflow.order.LineTooLongException;
import io.orderflow.order.OrderConflictException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Converts exceptions about orders into error answers. */
@RestControllerAdvice
class OrderProblems {

    @ExceptionHandler
    ProblemDetail handle(InvalidOrderException e) {
        return Problem.invalid(e.field(), String.valueOf(e.getMessage())).getBody();
    }

    @ExceptionHandler
    ProblemDetail handle(IdempotencyKeyReusedException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<Object> handle(LineTooLongException e) {
        return Problem.tryAgain("Too many orders wait to be stored");
    }

    @ExceptionHandler
    ProblemDetail handle(OrderConflictException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, e.getMessage());
    }
}
