package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

import dev.pindai.engine.PageFailure;
import dev.pindai.engine.PageRef;
import dev.pindai.engine.PageSignal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may use a profile: nobody else's browser, and no dead one's lock stands in the way. */
@Timeout(90)
class ProfileDirectoryTest {

    private final UUID session = UUID.randomUUID();

    @TempDir
    Path profiles;

    @Test
    void aNewProfileIsForItsOwnerOnly() throws Exception {
        ProfileDirectory profile = new ProfileDirectory(profiles, session);
        profile.claim();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(profile.path()))).isEqualTo("rwx------");
    }

    @Test
    void aDeadBrowsersLockIsRemoved() throws Exception {
        ProfileDirectory profile = new ProfileDirectory(profiles, session);
        profile.claim();
        Path lock = lock(profile, hostName() + "-" + deadPid());
        profile.claim();
        assertThat(Files.exists(lock, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void aLockWhosePidIsAnotherProgramsByNowIsRemoved() throws Exception {
        ProfileDirectory profile = new ProfileDirectory(profiles, session);
        profile.claim();
        Path lock = lock(profile, hostName() + "-" + ProcessHandle.current().pid());
        profile.claim();
        assertThat(Files.exists(lock, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void aKilledBrowsersSocketGoesWithItsProfile() throws Exception {
        ProfileDirectory profile = new ProfileDirectory(profiles, session);
        profile.claim();
        Path place = Files.createDirectory(profiles.resolve("org.chromium.Chromium.abc"));
        Files.createSymbolicLink(profile.path().resolve("SingletonSocket"), Files.createFile(place.resolve("SingletonSocket")));
        profile.remove();
        assertThat(profile.path()).doesNotExist();
        assertThat(place).doesNotExist();
    }

    @Test
    void whoeverStillWritesDoesNotKeepIt() throws Exception {
        ProfileDirectory profile = new ProfileDirectory(profiles, session);
        profile.claim();
        Path place = Files.createDirectory(profile.path().resolve("Default"));
        var busy = new CountDownLatch(100);
        Thread writer = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 5000; i++, busy.countDown()) {
                try {
                    Files.writeString(place.resolve("DIPS" + i), "what the browser thinks");
                } catch (IOException e) {
                    LockSupport.parkNanos(1000);
                }
            }
        });
        busy.await();
        profile.remove();
        writer.join();
        assertThat(profile.path()).doesNotExist();
    }

    @Test
    void aProfileThatCanNotBeMadeIsNoFullDisk() throws Exception {
        Path file = Files.createFile(profiles.resolve("file"));
        assertThatThrownBy(() -> new ProfileDirectory(file, session).claim())
                .isInstanceOfSatisfying(OpenFailure.class,
                        e -> {
                            assertThat(e.failure()).isEqualTo(PageFailure.INTERNAL);
                            assertThat(e).hasMessageContaining("pindai.data-dir");
                        });
    }

    @Test
    void aLiveForeignBrowserKeepsItsProfile() throws Exception {
        PageRef page = new PageRef(session, 1);
        try (TestSite site = new TestSite(); EngineFixture fixture = new EngineFixture(site.at("/"), Map.of())) {
            Path profile = fixture.directory.resolve("profiles").resolve(session.toString());
            Process foreign = foreign(profile);
            try {
                fixture.engine.open(page);

                PageSignal.Failed failed = fixture.await(page, PageSignal.Failed.class);
                assertThat(failed.failure()).isEqualTo(PageFailure.PROFILE_LOCKED);
                assertThat(failed.detail()).contains(String.valueOf(foreign.pid()));
                assertThat(foreign.isAlive()).isTrue();
                assertThat(ProcessTree.anyOn(profile)).contains(foreign.toHandle());
                assertThat(ProcessTree.oursOn(profile)).isEmpty();
            } finally {
                ProcessTree.kill(ProcessTree.whole(foreign.toHandle()), EngineFixture.SOON);
            }
        }
    }

    @Test
    void aForeignBrowserThatComesWhileOursStartsKeepsItsProfileToo() throws Exception {
        PageRef page = new PageRef(session, 1);
        try (TestSite site = new TestSite();
                EngineFixture fixture = new EngineFixture(site.at("/"), Map.of("pindai.browser.lanes", "1"))) {
            PageRef neighbour = EngineFixture.newPage();
            fixture.engine.open(neighbour);
            fixture.await(neighbour, PageSignal.Loading.class);
            Path profile = fixture.directory.resolve("profiles").resolve(session.toString());
            long driver = fixture.freeze();
            fixture.engine.open(page);
            org.awaitility.Awaitility.await().atMost(EngineFixture.SOON).until(() -> Files.exists(profile));
            Process foreign = foreign(profile);
            try {
                EngineFixture.signal("-CONT", driver);

                PageSignal.Failed failed = fixture.await(page, PageSignal.Failed.class);
                assertThat(failed.failure()).isEqualTo(PageFailure.PROFILE_LOCKED);
                assertThat(failed.detail()).contains(String.valueOf(foreign.pid()));
                assertThat(foreign.isAlive()).isTrue();
            } finally {
                ProcessTree.kill(ProcessTree.whole(foreign.toHandle()), EngineFixture.SOON);
            }
        }
    }

    private static Process foreign(Path profile) throws IOException {
        Process foreign = new ProcessBuilder("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
                "--user-data-dir=" + profile, "--remote-debugging-port=0", "about:blank")
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        org.awaitility.Awaitility.await().atMost(EngineFixture.SOON)
                .until(() -> Files.exists(profile.resolve("SingletonLock"), LinkOption.NOFOLLOW_LINKS));
        return foreign;
    }

    private static Path lock(ProfileDirectory profile, String holder) throws IOException {
        return Files.createSymbolicLink(profile.path().resolve("SingletonLock"), Path.of(holder));
    }

    private static String hostName() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    }

    private static long deadPid() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }
}
