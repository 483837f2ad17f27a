package com.example.zoo.socket;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.directory.InitialDirContext;

/** Looks a record up at a name server that does not answer. */
public final class DnsLookup implements Pathology {
    private final DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());

    /** Opens the port that swallows questions. */
    public DnsLookup() throws IOException {}

    @Override
    @SuppressWarnings({"BanJNDI", "JdkObsolete"}) // the JDK asks name servers for records in no other way
    public void handle(Request request) throws NamingException {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(Context.PROVIDER_URL, "dns://127.0.0.1:" + silent.getLocalPort());
        environment.put("com.sun.jndi.dns.timeout.initial", Long.toString(request.millis()));
        environment.put("com.sun.jndi.dns.timeout.retries", "1");
        InitialDirContext names = new InitialDirContext(environment);
        try {
            names.getAttributes("_grpc._tcp.stock.example", new String[] {"SRV"}); // culprit
        } catch (NamingException expected) {
            // a caller would be told that the name is not known
        } finally {
            names.close();
        }
    }

    @Override
    public void close() {
        silent.close();
    }
}
