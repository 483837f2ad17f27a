package com.example.zoo.process;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.io.IOException;

/** Waits for the future of a child process's end. */
public final class ChildExit implements Pathology {

    @Override
    public void handle(Request request) throws IOException {
        Process child = new ProcessBuilder("sleep", Double.toString(request.millis() / 1e3)).start();
        child.onExit().join(); // culprit
    }
}
