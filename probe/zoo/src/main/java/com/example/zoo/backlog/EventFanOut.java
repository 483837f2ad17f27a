package com.example.zoo.backlog;

import com.example.zoo.cpu.Calibration;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.nio.charset.StandardCharsets;

/** Tells every subscriber of every change on the loop, one task each. */
public final class EventFanOut implements Pathology {
    private static final int SUBSCRIBERS_A_MILLI = 20;

    private final byte[] event = new byte[512];
    private final Calibration calibration = Calibration.of(1_000, 1, this::tell);

    @Override
    public void handle(Request request) {
        int share = calibration.size(1) / SUBSCRIBERS_A_MILLI;
        for (int i = 0; i < SUBSCRIBERS_A_MILLI * request.millis(); i++) {
            request.loop().execute(() -> tell(share));
        }
    }

    @Override
    public boolean queues() {
        return true;
    }

    private void tell(int rounds) {
        for (int i = 0; i < rounds; i++) {
            event[i % event.length] += (byte) new String(event, StandardCharsets.ISO_8859_1).hashCode(); // culprit
        }
    }
}
