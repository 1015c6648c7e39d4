package io.orderflow.messaging.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Closes a connection that refuses to write. The session may belong to a former primary, or keep a setting that the database has
 * dropped since. Otherwise the pool would use the session until it expires, after half an hour.
 */
final class ReplaceReadOnlyConnections implements SQLExceptionOverride {

    private static final String READ_ONLY_TRANSACTION = "25006";

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        return READ_ONLY_TRANSACTION.equals(failure.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
