package dev.pindai.sandbox;

import java.util.ArrayList;
import java.util.List;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.Encoder;

/** Turns a text into the dots of its QR code, which the page paints on its canvas. */
final class QrDots {

    private QrDots() {
    }

    /** One string a row, 1 for a dark dot; without a quiet zone. */
    static List<String> of(String text) {
        try {
            var matrix = Encoder.encode(text, ErrorCorrectionLevel.L).getMatrix();
            var rows = new ArrayList<String>(matrix.getHeight());
            for (var y = 0; y < matrix.getHeight(); y++) {
                var row = new StringBuilder(matrix.getWidth());
                for (var x = 0; x < matrix.getWidth(); x++) {
                    row.append(matrix.get(x, y));
                }
                rows.add(row.toString());
            }
            return rows;
        } catch (WriterException e) {
            throw new IllegalArgumentException("Too long for a QR code: " + text.length() + " characters", e);
        }
    }
}
