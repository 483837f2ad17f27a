package com.example.zoo.cpu;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/** Looks for a hash that begins with zeros. */
public final class ProofOfWork implements Pathology {

    @Override
    public void handle(Request request) throws GeneralSecurityException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] block = new byte[1024];
        long end = System.nanoTime() + request.time().toNanos();
        while (System.nanoTime() - end < 0) { // culprit
            block = sha256.digest(block); // culprit
        }
    }
}
