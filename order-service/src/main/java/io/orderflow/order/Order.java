package io.orderflow.order;

import io.orderflow.messages.Priority;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * An order, from when it is placed. Its changes come from other services' results, which may arrive late, repeated and in
 * any order; so each transition says what it may follow, and success is never undone.
 */
@Entity
@Table(name = "orders")
@DynamicUpdate
public class Order {

    @Id
    private UUID id;

    private String idempotencyKey;
    private byte[] requestHash;
    private String customerEmail;

    @Enumerated(EnumType.STRING)
    private Priority priority;

    private String currency;
    private BigDecimal total;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<OrderItem> items;

    @Enumerated(EnumType.STRING)
    private OrderStatus status;

    private String failureReason;

    @Enumerated(EnumType.STRING)
    private Confirmation confirmation;

    private Instant placedAt;
    private Instant paidAt;
    private Instant confirmedAt;

    protected Order() {}

    Order(UUID id, NewOrder from, String idempotencyKey, byte[] requestHash, Instant placedAt) {
        this.id = id;
        this.idempotencyKey = idempotencyKey;
        this.requestHash = requestHash;
        this.customerEmail = from.customerEmail();
        this.priority = from.priority();
        this.currency = from.currency().getCurrencyCode();
        this.total = from.total();
        this.items = from.items();
        this.status = OrderStatus.PLACED;
        this.confirmation = Confirmation.PENDING;
        this.placedAt = placedAt;
    }

    /** A payment may succeed after it failed: a dead letter can be sent again. */
    public void markPaid(Instant at) {
        if (status != OrderStatus.PAID) {
            status = OrderStatus.PAID;
            paidAt = at;
            failureReason = null;
        }
    }

    public void markPaymentFailed(String reason) {
        if (status != OrderStatus.PAID) {
            status = OrderStatus.PAYMENT_FAILED;
            failureReason = reason;
        }
    }

    public void markConfirmationSent(Instant at) {
        if (confirmation != Confirmation.SENT) {
            confirmation = Confirmation.SENT;
            confirmedAt = at;
        }
    }

    public void markConfirmationFailed() {
        if (confirmation != Confirmation.SENT) {
            confirmation = Confirmation.FAILED;
        }
    }

    boolean wasPlacedBy(byte[] hash) {
        return java.util.Arrays.equals(requestHash, hash);
    }

    public UUID id() {
        return id;
    }

    public Priority priority() {
        return priority;
    }

    public String currency() {
        return currency;
    }

    public BigDecimal total() {
        return total;
    }

    public List<OrderItem> items() {
        return items;
    }

    public OrderStatus status() {
        return status;
    }

    /** Why the payment failed, fit for the customer; null unless it did. */
    public String failureReason() {
        return failureReason;
    }

    public Confirmation confirmation() {
        return confirmation;
    }

    public Instant placedAt() {
        return placedAt;
    }

    public Instant paidAt() {
        return paidAt;
    }

    public Instant confirmedAt() {
        return confirmedAt;
    }

    String idempotencyKey() {
        return idempotencyKey;
    }

    byte[] requestHash() {
        return requestHash;
    }

    String customerEmail() {
        return customerEmail;
    }
}
