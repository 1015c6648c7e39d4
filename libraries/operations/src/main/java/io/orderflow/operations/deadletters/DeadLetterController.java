package io.orderflow.operations.deadletters;

import io.orderflow.messaging.deadletter.DeadLetter;
import io.orderflow.messaging.deadletter.DeadLetterDetails;
import io.orderflow.messaging.deadletter.DeadLetters;
import io.orderflow.messaging.deadletter.OversizedDeadLetterException;
import io.orderflow.operations.web.Cursor;
import io.orderflow.operations.web.Page;
import io.orderflow.operations.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lists, shows, redrives and drops the dead letters of this service. */
@RestController
@RequestMapping("/ops/dead-letters")
@Tag(name = "Dead letters", description = "Messages of this service that could not be handled")
class DeadLetterController {

    private final DeadLetters deadLetters;

    DeadLetterController(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    @GetMapping
    @Operation(
            operationId = "listDeadLetters",
            summary = "Lists dead letters, newest first",
            description = "A missing parameter matches any value.")
    Page<DeadLetter> list(
            @Valid DeadLetterQuery query,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 100) @Nullable String after,
            @Parameter(hidden = true) @RequestParam Map<String, String> given) {
        DeadLetterQuery.refuseUnknown(given.keySet(), "limit", "after");
        List<DeadLetter> found = deadLetters.find(query.filter(), position(after), limit + 1);
        return Page.of(found, limit, it -> new Cursor(it.diedAt(), it.id().toString()).toString());
    }

    private static DeadLetters.@Nullable Position position(@Nullable String after) {
        Cursor cursor = Cursor.parse(after);
        try {
            return cursor == null ? null : new DeadLetters.Position(cursor.time(), UUID.fromString(cursor.id()));
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("after", "must be the 'next' of the previous page");
        }
    }

    @GetMapping("/{id}")
    @Operation(
            operationId = "showDeadLetter",
            summary = "Shows a dead letter",
            description = "The headers and the body have no secrets: those are masked.")
    DeadLetterDetails show(@PathVariable UUID id) {
        return deadLetters.show(id).orElseThrow(() -> gone(id));
    }

    /** The number of redriven dead letters. */
    record Redriven(int redriven) {}

    @PostMapping("/{id}/redrive")
    @Operation(
            operationId = "redriveDeadLetter",
            summary = "Redrives a dead letter",
            description = "Returns the message to its queue, with its attempts reset to zero.")
    @ApiResponse(responseCode = "200", description = "The message will be handled again")
    @ApiResponse(responseCode = "409", description = "The body is too large, or only its first bytes are stored")
    Redriven redrive(@PathVariable UUID id, Principal operator) {
        if (!deadLetters.redrive(id, operator.getName())) {
            throw gone(id);
        }
        return new Redriven(1);
    }

    @PostMapping("/redrive")
    @Operation(
            operationId = "redriveDeadLetters",
            summary = "Redrives all dead letters that match",
            description = "At least one filter is required, or `all=true`.")
    Redriven redriveAll(
            @Valid DeadLetterQuery query,
            @RequestParam(defaultValue = "false") boolean all,
            @Parameter(hidden = true) @RequestParam Map<String, String> given,
            Principal operator) {
        DeadLetterQuery.refuseUnknown(given.keySet(), "all");
        if (query.isEmpty() && !all) {
            throw Problem.invalid(
                    "query", "must select by consumer, reason, type, order, from or until, or have all=true");
        }
        return new Redriven(deadLetters.redrive(query.filter(), operator.getName()));
    }

    @DeleteMapping("/{id}")
    @Operation(
            operationId = "dropDeadLetter",
            summary = "Drops a dead letter",
            description = "The audit log keeps the reason.")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void drop(@PathVariable UUID id, @RequestParam @NotBlank @Size(max = 500) String reason, Principal operator) {
        if (!deadLetters.drop(id, operator.getName(), reason)) {
            throw gone(id);
        }
    }

    @ExceptionHandler
    ProblemDetail handle(OversizedDeadLetterException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, e.getMessage());
    }

    private static Problem gone(UUID id) {
        return Problem.notFound("This service has no dead letter " + id + " (any more): it was redriven or dropped, or"
                + " belongs to another service.");
    }
}
