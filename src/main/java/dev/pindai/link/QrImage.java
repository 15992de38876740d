package dev.pindai.link;

import java.util.Map;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;

/** A QR code drawn from its string: modules on a grid, with the quiet zone that scanners need. */
final class QrImage {

    private static final int QUIET_ZONE = 4;
    private static final int PIXELS_PER_MODULE = 8;

    private final BitMatrix modules;

    private QrImage(BitMatrix modules) {
        this.modules = modules;
    }

    static QrImage of(String text) {
        try {
            return new QrImage(new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0,
                    Map.of(EncodeHintType.MARGIN, QUIET_ZONE)));
        } catch (WriterException e) {
            throw new IllegalStateException("A QR string of " + text.length() + " characters can't be drawn", e);
        }
    }

    /** PNG, black on white, eight pixels a module. */
    byte[] png() {
        int size = modules.getWidth() * PIXELS_PER_MODULE;
        return Png.blackAndWhite(size, size, (x, y) -> modules.get(x / PIXELS_PER_MODULE, y / PIXELS_PER_MODULE));
    }

    /** SVG that scales without blur. */
    String svg() {
        int size = modules.getWidth();
        var path = new StringBuilder();
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                if (modules.get(x, y)) {
                    path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges" role="img" \
                aria-label="QR"><path fill="#fff" d="M0 0h%1$dv%1$dH0z"/><path d="%2$s"/></svg>
                """.formatted(size, path);
    }

    /** Two modules a character, for dark terminals: what is light on paper is a block here. */
    String text() {
        int size = modules.getWidth();
        var text = new StringBuilder();
        for (int y = 0; y < size; y += 2) {
            for (int x = 0; x < size; x++) {
                boolean upper = !modules.get(x, y);
                boolean lower = y + 1 < size && !modules.get(x, y + 1);
                text.append(upper ? (lower ? '█' : '▀') : (lower ? '▄' : ' '));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
