package io.orderflow.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;

class DatabaseOutageTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "40001", "53300", "57P01"})
    void recognisesAnOutageByItsSqlState(String state) {
        assertThat(DatabaseOutage.isCauseOf(failure(new SQLException("no", state))))
                .isTrue();
    }

    /** JPA's rollback fails like this after the connection broke: the pool has closed it and knows no SQL state. */
    @Test
    void recognisesAConnectionThatThePoolHasClosed() {
        assertThat(DatabaseOutage.isCauseOf(failure(new SQLException("Connection is closed"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "22001", "42501"})
    void isNotAStatementThatTheDatabaseRefuses(String state) {
        assertThat(DatabaseOutage.isCauseOf(failure(new SQLException("no", state))))
                .isFalse();
    }

    private static RuntimeException failure(SQLException cause) {
        return new DataAccessResourceFailureException("Unable to rollback against JDBC Connection", cause);
    }
}
