package io.orderflow.chaos;

import java.net.URI;
import java.util.List;

/** The system under test, as customers and the auditor see it. */
interface Subject extends AutoCloseable {

    /** The replicas of order-service. */
    List<URI> shops();

    FaultMaker faults();

    BooksReader books();

    /** How many mails have arrived so far. */
    int mails();

    /** The remaining differences from the initial state after all repairs. */
    default List<String> damage() {
        return List.of();
    }

    @Override
    void close();
}
