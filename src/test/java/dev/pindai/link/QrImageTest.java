package dev.pindai.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Random;

import javax.imageio.ImageIO;

import dev.pindai.testsupport.QrReader;

import org.junit.jupiter.api.Test;

/** What is drawn can be read again, as a phone would. */
class QrImageTest {

    private static final String TEXT = "2@" + "AbCdEfGh0123456789+/".repeat(8) + ",kQ==,iQ==,aQ==";

    @Test
    void pngCanBeScanned() throws IOException {
        assertThat(QrReader.read(ImageIO.read(new ByteArrayInputStream(QrImage.of(TEXT).png())))).isEqualTo(TEXT);
    }

    /** Codes are never twice the same: a scan must not depend on how one happens to look. */
    @Test
    void anyCodeCanBeScanned() throws IOException {
        var random = new Random(11);
        for (int i = 0; i < 200; i++) {
            var bytes = new byte[144];
            random.nextBytes(bytes);
            var text = "2@" + Base64.getEncoder().encodeToString(bytes);
            assertThat(QrReader.read(ImageIO.read(new ByteArrayInputStream(QrImage.of(text).png())))).isEqualTo(text);
        }
    }

    @Test
    void terminalTextCanBeScanned() {
        var lines = QrImage.of(TEXT).text().lines().toList();
        int scale = 4;
        var image = new BufferedImage(lines.getFirst().length() * scale, lines.size() * 2 * scale, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < lines.size() * 2; y++) {
            for (int x = 0; x < lines.getFirst().length(); x++) {
                char block = lines.get(y / 2).charAt(x);
                boolean light = block == '█' || block == (y % 2 == 0 ? '▀' : '▄');
                for (int pixel = 0; pixel < scale * scale; pixel++) {
                    image.setRGB(x * scale + pixel % scale, y * scale + pixel / scale, light ? 0xffffff : 0);
                }
            }
        }
        assertThat(QrReader.read(image)).isEqualTo(TEXT);
    }

    @Test
    void svgHasOneSquareForEachDarkModule() {
        var svg = QrImage.of(TEXT).svg();
        long blocks = QrImage.of(TEXT).text().chars().filter(c -> c == '█').count();
        assertThat(svg).startsWith("<svg ").contains("shape-rendering=\"crispEdges\"");
        assertThat(svg.split("h1v1h-1z").length).isGreaterThan(500);
        assertThat(blocks).isPositive();
    }
}
