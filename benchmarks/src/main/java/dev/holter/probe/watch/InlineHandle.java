package dev.holter.probe.watch;

/** Stands for a watch that nobody ends. */
final class InlineHandle implements LoopHandle {
    @Override
    public void gone() {}
}
