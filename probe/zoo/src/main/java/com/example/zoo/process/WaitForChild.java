package com.example.zoo.process;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.io.IOException;

/** Waits for a child process to end. */
public final class WaitForChild implements Pathology {

    @Override
    public void handle(Request request) throws IOException, InterruptedException {
        Process child = new ProcessBuilder("sleep", Double.toString(request.millis() / 1e3)).start();
        child.waitFor(); // culprit
    }
}
