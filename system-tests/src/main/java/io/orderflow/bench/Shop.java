package io.orderflow.bench;

import java.net.URI;
import java.util.List;

/** Takes orders by {@code POST /orders} from when it is opened to when it is closed. */
interface Shop extends AutoCloseable {

    URI url();

    /** Its own code; databases and brokers are not among it. */
    List<Program> programs();

    /**
     * Tells what became of the orders accepted since it was opened, once all of them are found again or it is clear that some are
     * not. After that it may take no more.
     */
    Books books(long accepted);

    /** Without effect where it is closed. */
    @Override
    void close();
}
