package dev.holter.system.zoo;

/** How good what was said of a stall is. */
enum Mark {
    /** The cause and the culprit's line are right; where nobody is to blame, nobody is blamed. */
    RIGHT,
    /** The cause is {@code unknown}, or it is right and no culprit is named. */
    UNKNOWN,
    /** Another cause or another culprit. */
    WRONG,
    /** Nothing was said. */
    MISSED
}
