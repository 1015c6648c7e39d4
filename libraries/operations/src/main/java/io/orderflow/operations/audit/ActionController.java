package io.orderflow.operations.audit;

import io.orderflow.messaging.audit.AuditLog;
import io.orderflow.messaging.audit.AuditLog.Action;
import io.orderflow.operations.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists the operators' actions on this service, newest first. */
@RestController
@Tag(name = "Status")
class ActionController {

    private final AuditLog log;

    ActionController(AuditLog log) {
        this.log = log;
    }

    /** @param subject such as a dead letter's id or a consumer's name; all actions without it */
    @GetMapping("/ops/actions")
    @Operation(
            operationId = "listActions",
            summary = "Lists the operators' actions, newest first",
            description = "The audit log: which operator did what, and when.")
    Page<Action> list(
            @RequestParam(required = false) @Size(max = 300) String subject,
            @RequestParam(required = false) Long after,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit) {
        return Page.of(log.latest(subject, after, limit + 1), limit, it -> Long.toString(it.id()));
    }
}
