package dev.pindai.security.key;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Some keys, newest first. */
@Schema(name = "KeyPage")
public record KeyPage(List<KeyView> items,
        @Schema(description = "Pass it on as `cursor` for the next page; null at the end", nullable = true) String nextCursor) {
}
