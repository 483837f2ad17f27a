package com.example.zoo.process;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.io.IOException;

/** Reads what a child process prints, which takes it long. */
public final class ChildOutput implements Pathology {

    @Override
    public void handle(Request request) throws IOException {
        Process child = new ProcessBuilder("sleep", Double.toString(request.millis() / 1e3)).start();
        child.getInputStream().readAllBytes(); // culprit
    }
}
