package dev.pindai.ops;

import jakarta.enterprise.context.ApplicationScoped;

import dev.pindai.crypto.Reencryption;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

import io.smallrye.health.api.HealthGroup;

/**
 * Whether the secrets in the database can be read. For people and dashboards: a key that is missing is put back by somebody,
 * not by a restart, so it never fails.
 */
@HealthGroup(SessionWellness.GROUP)
@ApplicationScoped
class EncryptionWellness implements HealthCheck {

    private final Reencryption reencryption;

    EncryptionWellness(Reencryption reencryption) {
        this.reencryption = reencryption;
    }

    @Override
    public HealthCheckResponse call() {
        var status = reencryption.status();
        var answer = HealthCheckResponse.named("encryption").up().withData("key", status.key());
        status.unreadable().forEach((key, rows) -> answer.withData("unreadable with key " + key, rows));
        if (!status.unreadable().isEmpty()) {
            answer.withData("problem", "secrets in the database can't be read: put their keys back into "
                    + "pindai.encryption.keys, or set the secrets anew");
        }
        return answer.build();
    }
}
