package com.example.zoo.cpu;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.util.Random;
import java.util.zip.Deflater;

/** Compresses an answer as hard as it can, in native code. */
public final class Compression implements Pathology {
    private final byte[] answer = new byte[64 << 20];
    private final byte[] compressed = new byte[64 << 20];
    private final Calibration calibration;

    /** Makes the answer. */
    public Compression() {
        new Random(1).nextBytes(answer);
        calibration = Calibration.of(1 << 18, 1, this::compress);
    }

    @Override
    public void handle(Request request) {
        compress(Math.min(answer.length, calibration.size(request.millis())));
    }

    private void compress(int bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        deflater.setInput(answer, 0, bytes);
        deflater.finish();
        deflater.deflate(compressed); // culprit
        deflater.end();
    }
}
