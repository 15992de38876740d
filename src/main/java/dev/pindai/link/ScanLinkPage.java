package dev.pindai.link;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Some of the scan links of a session, the newest first, and where the next ones begin. */
@Schema(name = "ScanLinkPage")
public record ScanLinkPage(List<ScanLinkView> items,
        @Schema(description = "Pass as `cursor` for the next page; null on the last one", nullable = true) String nextCursor) {
}
