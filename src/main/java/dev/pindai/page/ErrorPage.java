package dev.pindai.page;

import io.quarkus.qute.TemplateData;

/** What an error page says. {@code detail} is the server's own sentence about this very request, or null. */
@TemplateData
public record ErrorPage(int status, String title, String hint, String icon, String tone, String detail) {

    static ErrorPage of(int status, String detail, PageMessages messages) {
        return switch (status) {
            case 401 -> new ErrorPage(status, messages.error_401_title(), messages.error_401_hint(), "key", "brand", null);
            case 403 -> new ErrorPage(status, messages.error_403_title(), messages.error_403_hint(), "slash-circle", "warning",
                    detail);
            case 404 -> new ErrorPage(status, messages.error_404_title(), messages.error_404_hint(), "compass", "muted", null);
            case 400, 405, 406, 409, 413, 414, 415 -> new ErrorPage(status, messages.error_400_title(),
                    messages.error_400_hint(), "signpost-split", "warning", detail);
            default -> new ErrorPage(status, messages.error_500_title(), messages.error_500_hint(), "bug", "danger", detail);
        };
    }
}
