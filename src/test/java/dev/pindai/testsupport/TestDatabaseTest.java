package dev.pindai.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.Test;

/** The application under test stands on a real PostgreSQL that nobody had to install. */
@QuarkusTest
class TestDatabaseTest {

    @Inject
    DataSource dataSource;

    @Test
    void servesARealPostgresThatIsFastRatherThanDurable() throws SQLException {
        try (var connection = dataSource.getConnection(); var statement = connection.createStatement()) {
            var result = statement.executeQuery(
                    "SELECT current_setting('server_version_num')::int, current_setting('fsync')");
            assertThat(result.next()).isTrue();
            assertThat(result.getInt(1)).isGreaterThanOrEqualTo(180_000);
            assertThat(result.getString(2)).isEqualTo("off");
        }
    }
}
