package dev.pindai.security.signin;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Some of the sign-ins, newest first. */
@Schema(name = "SignInPage")
public record SignInPage(List<SignInView> items,
        @Schema(description = "Pass it on as `cursor` for the next page; null at the end", nullable = true) String nextCursor) {
}
