package dev.pindai.testsupport;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Map;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;

/** Reads a QR off a picture, as a phone's camera does. */
public final class QrReader {

    /**
     * How a hand holds the phone, in degrees. Seen exactly straight, about one code in fifty holds a line of modules that the
     * reader takes for a corner; tilted, another one does.
     */
    private static final int[] TILTS = { 0, 7, 19, 33 };

    private QrReader() {
    }

    /** The text of the one QR in the picture; fails if there is none. */
    public static String read(BufferedImage image) {
        AssertionError unread = null;
        for (int degrees : TILTS) {
            try {
                return readOnce(degrees == 0 ? image : tilted(image, degrees));
            } catch (NotFoundException e) {
                unread = new AssertionError("No QR in a picture of " + image.getWidth() + " x " + image.getHeight(), e);
            } catch (ReaderException e) {
                unread = new AssertionError("The QR can't be read", e);
            }
        }
        throw unread;
    }

    private static String readOnce(BufferedImage image) throws ReaderException {
        int width = image.getWidth();
        int height = image.getHeight();
        var pixels = image.getRGB(0, 0, width, height, null, 0, width);
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))),
                        Map.of(DecodeHintType.TRY_HARDER, true))
                .getText();
    }

    private static BufferedImage tilted(BufferedImage image, int degrees) {
        // A square with room for the whole picture at any angle.
        int side = (int) Math.ceil(Math.hypot(image.getWidth(), image.getHeight()));
        var picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        var graphics = picture.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, side, side);
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.rotate(Math.toRadians(degrees), side / 2.0, side / 2.0);
            graphics.drawImage(image, (side - image.getWidth()) / 2, (side - image.getHeight()) / 2, null);
        } finally {
            graphics.dispose();
        }
        return picture;
    }
}
