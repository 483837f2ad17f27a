package com.example.zoo.cpu;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.security.GeneralSecurityException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Hashes a password with very many rounds. */
public final class PasswordHash implements Pathology {
    private final Calibration calibration = Calibration.of(20_000, 1, PasswordHash::hash);

    @Override
    public void handle(Request request) {
        hash(calibration.size(request.millis()));
    }

    private static void hash(int rounds) {
        try {
            PBEKeySpec password = new PBEKeySpec("secret".toCharArray(), new byte[16], rounds, 256);
            SecretKeyFactory factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
            factory.generateSecret(password); // culprit
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has PBKDF2", e);
        }
    }
}
