package com.example.zoo.socket;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.h2.tools.Server;

/** Asks a database server for something that takes it long. */
public final class JdbcServerQuery implements Pathology {
    private final Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", "mem")
            .start();
    private final Connection connection;

    /** Starts the server and connects to it. */
    public JdbcServerQuery() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:orders");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE ALIAS SLEEP FOR 'java.lang.Thread.sleep(long)'");
        }
    }

    @Override
    public Map<String, String> details() {
        return Map.of("peer", "127.0.0.1:" + server.getPort());
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
        server.stop();
    }
}
