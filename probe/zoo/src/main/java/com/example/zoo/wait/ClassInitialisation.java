package com.example.zoo.wait;

import com.example.zoo.peer.Background;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** Uses a class for the first time while another thread is initialising it. */
public final class ClassInitialisation implements Pathology {
    private static volatile Runnable ready = () -> {};
    private static volatile Duration time = Duration.ZERO;

    @Override
    public Map<String, String> details() {
        return Map.of("lock_owner", "settings-loader");
    }

    @Override
    public void handle(Request request) throws Exception {
        Class<?> settings = new FreshLoader().settings();
        Background.hold("settings-loader", initialising -> {
            ready = initialising;
            time = request.time();
            initialise(settings);
        });
        initialise(settings);
    }

    private static void initialise(Class<?> settings) throws ClassNotFoundException {
        Class.forName(settings.getName(), true, settings.getClassLoader()); // culprit
    }

    /** What the settings' initialiser calls: takes its time. */
    public static void readSettings() {
        ready.run();
        LockSupport.parkNanos(time.toNanos());
    }

    /** Settings that take long to read. */
    static final class Settings {
        static {
            readSettings();
        }

        private Settings() {}
    }

    /** Loads the settings' class anew, as a service does that starts. */
    private static final class FreshLoader extends ClassLoader {
        FreshLoader() {
            super(ClassInitialisation.class.getClassLoader());
        }

        Class<?> settings() throws IOException {
            String name = ClassInitialisation.class.getName() + "$Settings";
            String file = name.replace('.', '/') + ".class";
            try (InputStream in = Objects.requireNonNull(getResourceAsStream(file))) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            }
        }
    }
}
