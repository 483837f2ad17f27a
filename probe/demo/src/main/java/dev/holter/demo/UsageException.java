package dev.holter.demo;

/** A wrong option, said in one line for whoever typed it. */
final class UsageException extends RuntimeException {

    UsageException(String message) {
        super(message);
    }
}
