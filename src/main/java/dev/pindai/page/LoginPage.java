package dev.pindai.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import io.quarkus.qute.TemplateData;

/**
 * What the sign-in page says.
 *
 * @param next where the visitor wanted to go
 * @param problem why they were not let in, or empty
 * @param provider who else may let them in, or empty
 */
@TemplateData
public record LoginPage(String next, String problem, String provider) {

    public boolean wrongKey() {
        return problem.equals("wrong");
    }

    /** Whether the provider did not let them in. */
    public boolean refused() {
        return !problem.isEmpty() && !provider.isEmpty();
    }

    /** Where the provider lets them in. */
    public String providerUrl() {
        return "/login/oidc?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }
}
