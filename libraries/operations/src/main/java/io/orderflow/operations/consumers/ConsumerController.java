package io.orderflow.operations.consumers;

import io.orderflow.messaging.consumer.ConsumerControl;
import io.orderflow.messaging.consumer.ConsumerControl.NoLimit;
import io.orderflow.messaging.consumer.ConsumerControl.NoSuchConsumer;
import io.orderflow.messaging.consumer.ConsumerReport;
import io.orderflow.messaging.consumer.ConsumerReports;
import io.orderflow.operations.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.security.Principal;
import java.util.List;
import org.springframework.amqp.AmqpException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows the queues of this service, and controls its consumers. */
@RestController
@RequestMapping("/ops")
@Tag(name = "Consumers", description = "Queues, and the consumers and limits of all replicas together")
class ConsumerController {

    private final ConsumerReports reports;
    private final ConsumerControl control;

    ConsumerController(ConsumerReports reports, ConsumerControl control) {
        this.reports = reports;
        this.control = control;
    }

    /** @param peek how many of the next messages to show */
    @GetMapping("/queues")
    @Operation(
            operationId = "listQueues",
            summary = "Shows the queues",
            description = "Shows sizes, rates, limits, the oldest message and the next messages of each consumer.")
    List<ConsumerReport> queues(@RequestParam(defaultValue = "10") @Min(0) @Max(50) int peek) {
        return reports.all(peek);
    }

    @PostMapping("/consumers/{name}/pause")
    @Operation(
            operationId = "pauseConsumer",
            summary = "Pauses a consumer",
            description = "Pauses all replicas within a second. A pause survives restarts.")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void pause(@PathVariable String name, Principal operator) {
        control.pause(name, operator.getName());
    }

    @PostMapping("/consumers/{name}/resume")
    @Operation(
            operationId = "resumeConsumer",
            summary = "Resumes a consumer",
            description = "Resumes all replicas within a second.")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resume(@PathVariable String name, Principal operator) {
        control.resume(name, operator.getName());
    }

    record Limit(@NotNull @Min(1) @Max(10_000) Integer perSecond) {}

    @PutMapping(path = "/limits/{name}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "setLimit",
            summary = "Sets the limit of a consumer",
            description = "The limit holds for all replicas together, within a second.")
    @ApiResponse(responseCode = "204", description = "The limit is set")
    @ApiResponse(responseCode = "409", description = "The consumer has no limit")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void limit(@PathVariable String name, @Valid @RequestBody Limit limit, Principal operator) {
        control.limit(name, limit.perSecond(), operator.getName());
    }

    /** Resets the limit to the configured one. */
    @DeleteMapping("/limits/{name}")
    @Operation(
            operationId = "resetLimit",
            summary = "Resets the limit of a consumer",
            description = "Returns to the configured limit.")
    @ApiResponse(responseCode = "204", description = "The configured limit holds")
    @ApiResponse(responseCode = "409", description = "The consumer has no limit")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resetLimit(@PathVariable String name, Principal operator) {
        control.limit(name, null, operator.getName());
    }

    @ExceptionHandler
    ProblemDetail handle(NoSuchConsumer e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail handle(NoLimit e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<Object> handle(AmqpException e) {
        return Problem.tryAgain("The broker does not answer, so the queues can't be shown");
    }
}
