package io.orderflow.order;

import io.orderflow.messages.Priority;
import io.orderflow.order.OrderEvent.ConfirmationFailed;
import io.orderflow.order.OrderEvent.ConfirmationSent;
import io.orderflow.order.OrderEvent.OrderPlaced;
import io.orderflow.order.OrderEvent.OrderShipped;
import io.orderflow.order.OrderEvent.PaymentCompleted;
import io.orderflow.order.OrderEvent.PaymentFailed;
import io.orderflow.order.OrderEvent.PaymentRequested;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * The state of an order, computed from its events. Results of other services arrive late, repeatedly and in any order; every order of
 * arrival leads to the same state. Success is never undone.
 */
@Entity
@Table(name = "orders")
@DynamicUpdate
public class Order {

    @Id
    private UUID id;

    private @Nullable String idempotencyKey;
    private byte @Nullable [] requestHash;
    private String customerEmail;

    @Enumerated(EnumType.STRING)
    private Priority priority;

    private String currency;
    private BigDecimal total;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<OrderItem> items;

    @Enumerated(EnumType.STRING)
    private OrderStatus status;

    private @Nullable String failureReason;

    @Enumerated(EnumType.STRING)
    private ConfirmationStatus confirmation;

    /** The id of the message that last requested the payment; null if that is the order itself. */
    private @Nullable UUID latestRequest;

    private Instant placedAt;
    private @Nullable Instant paidAt;
    private @Nullable Instant failedAt;
    private @Nullable Instant confirmedAt;
    private @Nullable Instant shippedAt;

    protected Order() {}

    /** Creates an order with nothing but its id; its first event adds the rest. */
    @SuppressWarnings("NullAway.Init")
    Order(UUID id) {
        this.id = id;
        this.confirmation = ConfirmationStatus.PENDING;
    }

    /** Ignores events that change only the history. */
    void apply(OrderEvent event, Instant at) {
        if (event instanceof OrderPlaced placed) {
            place(placed, at);
        } else if (event instanceof PaymentRequested again) {
            latestRequest = again.request();
            failedAt = null;
            failureReason = null;
        } else if (event instanceof PaymentCompleted) {
            paidAt = earlier(paidAt, at);
        } else if (event instanceof PaymentFailed failed) {
            fail(failed, at);
        } else if (event instanceof OrderShipped) {
            shippedAt = earlier(shippedAt, at);
        } else if (event instanceof ConfirmationSent) {
            confirmedAt = earlier(confirmedAt, at);
            confirmation = ConfirmationStatus.SENT;
        } else if (event instanceof ConfirmationFailed && confirmation != ConfirmationStatus.SENT) {
            confirmation = ConfirmationStatus.FAILED;
        }
        settleStatus();
    }

    private void place(OrderPlaced placed, Instant at) {
        idempotencyKey = placed.idempotencyKey();
        requestHash = placed.requestHash();
        customerEmail = placed.customerEmail();
        priority = placed.priority();
        currency = placed.currency();
        total = placed.total();
        items = placed.items();
        placedAt = at;
    }

    /** A request can fail twice if its dead letter is sent again; the latest failure counts. */
    private void fail(PaymentFailed failed, Instant at) {
        if (answersLatestRequest(failed) && (failedAt == null || at.isAfter(failedAt))) {
            failedAt = at;
            failureReason = failed.reason();
        }
    }

    private boolean answersLatestRequest(PaymentFailed failed) {
        return latestRequest == null || latestRequest.equals(failed.request());
    }

    private void settleStatus() {
        if (paidAt != null) {
            failedAt = null;
            failureReason = null;
        }
        if (shippedAt != null) {
            status = OrderStatus.SHIPPED;
        } else if (paidAt != null) {
            status = OrderStatus.PAID;
        } else {
            status = failedAt == null ? OrderStatus.PLACED : OrderStatus.PAYMENT_FAILED;
        }
    }

    private static Instant earlier(@Nullable Instant known, Instant other) {
        return known == null || other.isBefore(known) ? other : known;
    }

    /** Whether this is the first answer to the latest payment request, so that it changes the order to failed. */
    boolean isFailedBy(PaymentFailed failed) {
        return status == OrderStatus.PLACED && answersLatestRequest(failed);
    }

    /** @throws OrderConflictException unless the order is paid and not yet shipped */
    OrderShipped ship() {
        if (status != OrderStatus.PAID) {
            throw new OrderConflictException("only a paid order can be shipped, and this one is " + status);
        }
        return new OrderShipped();
    }

    /** @throws OrderConflictException unless the payment of the order has failed */
    PaymentRequested requestPayment(UUID request) {
        if (status != OrderStatus.PAYMENT_FAILED) {
            throw new OrderConflictException(
                    "only an order whose payment failed can be paid again, and this one is " + status);
        }
        return new PaymentRequested(request);
    }

    boolean wasPlacedBy(byte[] hash) {
        return Arrays.equals(requestHash, hash);
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

    /** Why the payment failed, in a form that customers may see; null unless the payment failed. */
    public @Nullable String failureReason() {
        return failureReason;
    }

    public ConfirmationStatus confirmation() {
        return confirmation;
    }

    public Instant placedAt() {
        return placedAt;
    }

    public @Nullable Instant paidAt() {
        return paidAt;
    }

    /** When the payment failed; null unless it did. */
    public @Nullable Instant failedAt() {
        return failedAt;
    }

    public @Nullable Instant confirmedAt() {
        return confirmedAt;
    }

    public @Nullable Instant shippedAt() {
        return shippedAt;
    }

    @Nullable
    UUID latestRequest() {
        return latestRequest;
    }

    @Nullable
    String idempotencyKey() {
        return idempotencyKey;
    }

    byte @Nullable [] requestHash() {
        return requestHash;
    }

    String customerEmail() {
        return customerEmail;
    }
}
