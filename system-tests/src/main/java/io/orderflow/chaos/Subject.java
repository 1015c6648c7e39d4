package io.orderflow.chaos;

import java.net.URI;
import java.util.List;

/** The system that is broken, as customers and the auditor see it. */
interface Subject extends AutoCloseable {

    /** The replicas of order-service. */
    List<URI> shops();

    FaultMaker faults();

    BooksReader books();

    /** How many have arrived so far. */
    int mails();

    /** What is not as it was, although all is repaired. */
    default List<String> damage() {
        return List.of();
    }

    @Override
    void close();
}
