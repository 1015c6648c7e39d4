package io.orderflow.operations.jobs;

import io.orderflow.messaging.audit.AuditLog;
import io.orderflow.messaging.outbox.DelayedJob;
import io.orderflow.messaging.outbox.DelayedJobs;
import io.orderflow.operations.web.Cursor;
import io.orderflow.operations.web.Page;
import io.orderflow.operations.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lists delayed jobs, those due soonest first, and cancels them. */
@RestController
@RequestMapping("/ops/delayed-jobs")
@Tag(name = "Delayed jobs", description = "Messages that wait until they are due")
class DelayedJobController {

    private final DelayedJobs jobs;
    private final AuditLog log;
    private final TransactionTemplate transaction;

    DelayedJobController(DelayedJobs jobs, AuditLog log, TransactionTemplate transaction) {
        this.jobs = jobs;
        this.log = log;
        this.transaction = transaction;
    }

    @GetMapping
    @Operation(
            operationId = "listDelayedJobs",
            summary = "Lists delayed jobs",
            description = "Those that are due first come first.")
    Page<DelayedJob> list(
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 300) @Nullable String after) {
        Cursor cursor = Cursor.parse(after);
        return Page.of(
                jobs.list(cursor == null ? null : cursor.time(), cursor == null ? "" : cursor.id(), limit + 1),
                limit,
                it -> new Cursor(it.dueAt(), it.key()).toString());
    }

    @DeleteMapping("/{key}")
    @Operation(
            operationId = "cancelDelayedJob",
            summary = "Cancels a delayed job",
            description = "Its message will not be published.")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(@PathVariable String key, Principal operator) {
        boolean cancelled = Boolean.TRUE.equals(transaction.execute(status -> {
            boolean waited = jobs.cancel(key);
            if (waited) {
                log.record(operator.getName(), "cancel", key, Map.of());
            }
            return waited;
        }));
        if (!cancelled) {
            throw Problem.notFound("No job with that key waits: it was published, was cancelled or never existed.");
        }
    }
}
