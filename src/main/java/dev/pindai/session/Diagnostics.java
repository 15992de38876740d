package dev.pindai.session;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * All that helps to find out what is wrong with a session, ready to be handed to somebody else.
 *
 * @param fileName for saving it
 * @param entries the files in it by name, in order; free of secrets
 */
public record Diagnostics(String fileName, Map<String, byte[]> entries) {

    /** Writes a zip; the stream stays open. */
    public void writeTo(OutputStream out) throws IOException {
        var zip = new ZipOutputStream(out);
        for (var entry : entries.entrySet()) {
            zip.putNextEntry(new ZipEntry(entry.getKey()));
            zip.write(entry.getValue());
            zip.closeEntry();
        }
        zip.finish();
    }
}
