package io.orderflow.infrastructure;

/** What a client of one database needs. {@code url} is a JDBC URL without user and password. */
public record DatabaseCredentials(String url, String user, String password) {

    @Override
    public String toString() {
        return "DatabaseCredentials[" + url + ", " + user + "]";
    }
}
