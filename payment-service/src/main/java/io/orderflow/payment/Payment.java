package io.orderflow.payment;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The payment of one order. A completed payment never changes again. */
@Entity
class Payment {

    enum Status {
        PENDING,
        COMPLETED,
        FAILED
    }

    @Id
    private UUID id;

    private UUID orderId;
    private BigDecimal amount;
    private String currency;

    @Enumerated(EnumType.STRING)
    private Status status;

    private @Nullable String chargeId;
    private @Nullable String failureReason;
    private Instant createdAt;
    private @Nullable Instant completedAt;

    protected Payment() {}

    boolean isCompleted() {
        return status == Status.COMPLETED;
    }

    /** Completes the payment, even after a failure: a dead letter that is sent again may succeed. */
    void complete(String charge, Instant at) {
        if (isCompleted()) {
            throw new IllegalStateException("the payment of order %s is completed already".formatted(orderId));
        }
        status = Status.COMPLETED;
        chargeId = charge;
        completedAt = at;
        failureReason = null;
    }

    void fail(String reason) {
        if (isCompleted()) {
            throw new IllegalStateException("the payment of order %s is completed already".formatted(orderId));
        }
        status = Status.FAILED;
        failureReason = reason;
    }
}
