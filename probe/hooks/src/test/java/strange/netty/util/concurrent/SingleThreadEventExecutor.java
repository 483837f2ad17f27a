package strange.netty.util.concurrent;

/** A class with the name of one of Netty's and with none of its methods. */
public final class SingleThreadEventExecutor {

    private SingleThreadEventExecutor() {}

    /** Shows that the class works. */
    public static int answer() {
        return 42;
    }
}
