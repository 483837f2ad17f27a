package dev.holter.runtime;

/** A callback that runs a part of a task. */
interface TaskPart extends Runnable {

    /** The class of the coroutine that the task runs. */
    Class<?> coroutineType();
}
