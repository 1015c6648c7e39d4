package io.orderflow.order.web;

import io.orderflow.order.OrderConflict;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says why something can't be done with an order. */
@RestControllerAdvice
class OrderProblems {

    @ExceptionHandler
    ProblemDetail handle(OrderConflict e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, e.getMessage());
    }
}
