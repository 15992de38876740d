package dev.pindai.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

/** What a moment sees. */
class SnapshotTest {

    private final Snapshot moment = Snapshot.parse("10:20:14,10", 1000);

    @Test
    void itIsReadAsPostgresWritesIt() {
        assertThat(moment).isEqualTo(new Snapshot(1020, List.of(1010L, 1014L)));
        assertThat(Snapshot.parse("20:20:", 0)).isEqualTo(new Snapshot(20, List.of()));
    }

    @Test
    void itSeesWhatHadEnded() {
        assertThat(moment.sees(1009)).isTrue();
        assertThat(moment.sees(1010)).isFalse();
        assertThat(moment.sees(1011)).isTrue();
        assertThat(moment.sees(1014)).isFalse();
        assertThat(moment.sees(1019)).isTrue();
        assertThat(moment.sees(1020)).isFalse();
        assertThat(Snapshot.BEGINNING.sees(0)).isFalse();
    }

    @Test
    void ofTwoMomentsTheLaterIsKnown() {
        assertThat(new Snapshot(21, List.of(10L)).isAfter(new Snapshot(20, List.of()))).isTrue();
        assertThat(new Snapshot(20, List.of(10L)).isAfter(new Snapshot(20, List.of(10L, 14L)))).isTrue();
        assertThat(moment.isAfter(moment)).isFalse();
        assertThat(new Snapshot(20, List.of(10L, 14L)).isAfter(new Snapshot(20, List.of(10L)))).isFalse();
    }
}
