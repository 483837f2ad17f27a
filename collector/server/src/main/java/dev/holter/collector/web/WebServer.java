package dev.holter.collector.web;

import dev.holter.collector.HttpSide;
import dev.holter.collector.config.ConfigurationException;
import dev.holter.collector.config.ListenAddress;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinLogger;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The collector's HTTP server. Any thread may call it. */
public final class WebServer implements HttpSide {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final Duration PING_INTERVAL = Duration.ofSeconds(10);
    /** A scrape of many loops is megabytes of text that repeats itself: the fastest level does nearly as well. */
    private static final int GZIP_LEVEL = 1;

    private static final int BUFFER_BYTES = 64 * 1024;

    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Metrics metrics;
    private final EventFollowers followers;
    private final Javalin javalin;

    private WebServer(Parts parts, Duration pingInterval) {
        metrics = parts.metrics();
        followers = new EventFollowers(parts.events(), parts.counters(), pingInterval);
        javalin = Javalin.create(config -> configure(config, parts));
    }

    /**
     * Listens on the HTTP address of the configuration.
     *
     * @throws ConfigurationException where it cannot, as when the port is in use
     */
    public static WebServer start(Parts parts) {
        return start(parts, PING_INTERVAL);
    }

    static WebServer start(Parts parts, Duration pingInterval) {
        JavalinLogger.enabled = false; // what it tells, a start that failed above all, is told here or to the user
        WebServer server = new WebServer(parts, pingInterval);
        ListenAddress address = parts.config().http();
        try {
            server.javalin.start(address.host(), address.port());
            return server;
        } catch (JavalinBindException e) {
            server.close();
            throw new ConfigurationException(
                    "Cannot listen for HTTP on " + address + ": the port is in use or not allowed. Stop what uses"
                            + " it, or choose another port.",
                    e);
        }
    }

    @Override
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        followers.close();
        javalin.stop();
    }

    private void configure(JavalinConfig config, Parts parts) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = new CompressionStrategy(null, new Gzip(GZIP_LEVEL));
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.jetty.modifyServer(server -> server.setErrorHandler(errorsWithoutStacks()));
        addRoutes(config.routes, parts);
    }

    private void addRoutes(RoutesConfig routes, Parts parts) {
        routes.before(WebServer::addSecurityHeaders);
        Page.addTo(routes);
        new Api(parts).addTo(routes);
        routes.get("/api/v1/events", followers::follow);
        routes.get("/metrics", this::metrics);
        routes.get("/healthz", context -> Api.answer(context, 200, Json.object().put("status", "ok")));
        routes.get("/readyz", context -> ready(context, parts.ready()));
        routes.exception(HttpResponseException.class, WebServer::expected);
        routes.exception(EofException.class, (gone, context) -> LOG.debug("A client went away", gone));
        routes.exception(Exception.class, WebServer::unexpected);
    }

    private static void ready(Context context, BooleanSupplier ready) {
        if (!ready.getAsBoolean()) {
            throw Problem.because(
                    HttpStatus.SERVICE_UNAVAILABLE, "Probes cannot report now: the collector is starting or stopping.");
        }
        Api.answer(context, 200, Json.object().put("status", "ready"));
    }

    private void metrics(Context context) throws IOException {
        Metrics.Form form = metrics.form(context.header("Accept"));
        context.contentType(form.contentType());
        // Whether it pays to compress is decided by the size of the first write.
        try (OutputStream out = new BufferedOutputStream(context.outputStream(), BUFFER_BYTES)) {
            form.write(out);
        }
    }

    private static void addSecurityHeaders(Context context) {
        context.header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer");
    }

    private static void expected(HttpResponseException problem, Context context) {
        Problem.write(context, problem.getStatus(), detail(problem, context));
    }

    private static String detail(HttpResponseException problem, Context context) {
        return switch (problem) {
            case NotFoundResponse noRoute -> "There is nothing at " + context.path() + ".";
            case MethodNotAllowedResponse noMethod -> context.method() + " is not possible at " + context.path() + ".";
            default -> String.valueOf(problem.getMessage());
        };
    }

    private static void unexpected(Exception fault, Context context) {
        LOG.error("{} {} failed", context.method(), context.path(), fault);
        Problem.write(
                context,
                HttpStatus.INTERNAL_SERVER_ERROR.getCode(),
                "The collector failed to answer; its log says why.");
    }

    private static ErrorHandler errorsWithoutStacks() {
        ErrorHandler handler = new ErrorHandler();
        handler.setShowStacks(false);
        handler.setShowCauses(false);
        return handler;
    }
}
