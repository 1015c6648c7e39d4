package io.orderflow.naive;

import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface CustomerOrders extends JpaRepository<CustomerOrder, UUID> {}
