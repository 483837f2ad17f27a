package com.example.zoo.sleep;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs a query that sleeps, in a database inside the process. */
public final class JdbcSleep implements Pathology {
    private final Connection connection = DriverManager.getConnection("jdbc:h2:mem:stock");

    /** Opens the database. */
    public JdbcSleep() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE ALIAS SLEEP FOR 'java.lang.Thread.sleep(long)'");
        }
    }

    @Override
    public void handle(Request request) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("CALL SLEEP(?)")) {
            query.setLong(1, request.millis());
            query.execute(); // culprit
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
