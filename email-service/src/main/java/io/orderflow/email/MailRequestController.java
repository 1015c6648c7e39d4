package io.orderflow.email;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Accepts mail requests from operators and from systems with operators' credentials. */
@RestController
@Tag(name = "Mails", description = "Mails that belong to no order")
class MailRequestController {

    private final MailRequests requests;

    MailRequestController(MailRequests requests) {
        this.requests = requests;
    }

    /** The id under which the mail can be found later. */
    record Accepted(UUID id) {}

    @PostMapping(
            path = "/emails",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "sendMail",
            summary = "Sends a mail",
            description = "202 means that the request is stored; the mail will follow.")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Accepted send(@Valid @RequestBody MailRequest request) {
        return new Accepted(requests.passwordReset(request.recipient(), request.resetToken(), request.priorityOrVip()));
    }
}
