package dev.pindai.http;

import java.util.Set;

import jakarta.inject.Singleton;

/**
 * The page that shows the API description, Swagger UI, which Quarkus brings. Two scripts of it stand in its HTML; they are the
 * only ones anywhere that may, and each is named by its hash. Whoever updates Quarkus learns the new ones from the test.
 */
@Singleton
class ApiPage {

    private static final Set<String> AT = Set.of("/q/swagger-ui/", "/q/swagger-ui/index.html");
    private static final String POLICY = String.join("; ", "default-src 'none'",
            "script-src 'self' 'sha256-AqcUGwpK0Ur3MgdTyzQ0KaqB4sm+CMf8dTOwCyi4HSw='"
                    + " 'sha256-WjyOPbBMxdpXyNZ0f5MzSjLy8PUYr+hIHh7a7BVtYFw='",
            // It makes one style sheet itself. The symbols in the others are pictures within them.
            "style-src 'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='", "img-src 'self' data:",
            "connect-src 'self'", "base-uri 'none'", "form-action 'none'",
            "frame-ancestors 'none'");

    boolean isAt(String path) {
        return AT.contains(path);
    }

    String policy() {
        return POLICY;
    }
}
