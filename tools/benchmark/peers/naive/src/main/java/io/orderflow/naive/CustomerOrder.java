package io.orderflow.naive;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** An order as it is stored, returned and published. */
@Entity
class CustomerOrder {

    @Id
    @GeneratedValue
    private UUID id;

    private String customerEmail;
    private String paymentMethod;
    private String priority;
    private BigDecimal total;
    private Instant placedAt;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<Item> items;

    protected CustomerOrder() {}

    CustomerOrder(String customerEmail, String paymentMethod, String priority, List<Item> items) {
        this.customerEmail = customerEmail;
        this.paymentMethod = paymentMethod;
        this.priority = priority;
        this.items = items;
        this.total = items.stream().map(Item::price).reduce(BigDecimal.ZERO, BigDecimal::add);
        this.placedAt = Instant.now();
    }

    public UUID getId() {
        return id;
    }

    public String getCustomerEmail() {
        return customerEmail;
    }

    public String getPaymentMethod() {
        return paymentMethod;
    }

    public String getPriority() {
        return priority;
    }

    public BigDecimal getTotal() {
        return total;
    }

    public Instant getPlacedAt() {
        return placedAt;
    }

    public List<Item> getItems() {
        return items;
    }

    record Item(String sku, int quantity, BigDecimal unitPrice) {

        BigDecimal price() {
            return unitPrice.multiply(BigDecimal.valueOf(quantity));
        }
    }
}
