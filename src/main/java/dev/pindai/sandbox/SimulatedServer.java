package dev.pindai.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.pindai.shared.ProblemException;

import org.jboss.logging.Logger;

/** The simulated WhatsApp behind the pages. Used on the sandbox's thread only. */
class SimulatedServer {

    private static final Logger LOG = Logger.getLogger(SimulatedServer.class);
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final String NOT_KNOWN_ANY_MORE = "unknown_companion";
    private static final String REFUSED = "invalid_adv_status";

    private final SandboxThread thread;
    private final Clock clock;
    private final Phones phones;
    private final ShownRefs refs;
    private final PairingCodes codes;
    private final PendingFaults pending;
    private final PasskeyGate gate;
    private final ShownLog shownLog = new ShownLog();
    private final Map<String, SimulatedPage> pages = new HashMap<>();
    private SandboxSettings settings;

    SimulatedServer(SandboxThread thread, Clock clock, Phones phones, Passkeys passkeys, SandboxSettings settings) {
        this.thread = thread;
        this.clock = clock;
        this.phones = phones;
        this.settings = settings;
        this.refs = new ShownRefs(clock);
        this.codes = new PairingCodes(clock);
        this.pending = new PendingFaults(clock);
        this.gate = new PasskeyGate(passkeys);
    }

    Phones phones() {
        return phones;
    }

    ShownRefs refs() {
        return refs;
    }

    PairingCodes codes() {
        return codes;
    }

    Passkeys passkeys() {
        return gate.passkeys();
    }

    PendingFaults pending() {
        return pending;
    }

    ShownLog shownLog() {
        return shownLog;
    }

    SandboxSettings settings() {
        return settings;
    }

    SandboxSettings change(SandboxSettings.Change change) {
        settings = settings.with(change);
        return settings;
    }

    Collection<SimulatedPage> openPages() {
        return pages.values().stream().filter(SimulatedPage::isConnected).toList();
    }

    List<SimulatedPage> openPages(LinkedDevice device) {
        return openPages().stream()
                .filter(page -> page.device().filter(other -> other.token().equals(device.token())).isPresent()).toList();
    }

    /** A page is being loaded; empty if the load must fail. */
    Optional<SimulatedPage> load() {
        if (pending.cutsThisLoad()) {
            return Optional.empty();
        }
        var old = clock.instant().minus(REMEMBERED);
        pages.values().removeIf(page -> !page.isConnected() && page.loadedAt().isBefore(old));
        var page = open(UUID.randomUUID().toString());
        page.add(pending.takeNext());
        return Optional.of(page);
    }

    private SimulatedPage open(String id) {
        return pages.computeIfAbsent(id, key -> new SimulatedPage(key, settings, thread, refs, clock));
    }

    /** The first message of a connection. */
    void connected(Channel channel, FromPage.Hello hello) {
        // Unknown after a restart of the service, while the page stayed open.
        var page = open(hello.page());
        if (page.isShutOut()) {
            channel.close();
            return;
        }
        page.connect(channel, hello.origin());
        gate.leave(page);
        if (hello.token() == null) {
            page.qr().start();
        } else {
            phones.byToken(hello.token()).ifPresentOrElse(device -> resume(page, device),
                    () -> page.unlink(NOT_KNOWN_ANY_MORE));
        }
        page.strikeConnected();
    }

    private void resume(SimulatedPage page, LinkedDevice device) {
        conflictOthers(page, device);
        page.add(pending.takeFor(device));
        page.resume(device);
    }

    private void conflictOthers(SimulatedPage page, LinkedDevice device) {
        openPages(device).stream().filter(other -> other != page).forEach(SimulatedPage::conflict);
    }

    void disconnected(Channel channel) {
        page(channel).ifPresent(SimulatedPage::disconnected);
    }

    Optional<SimulatedPage> page(Channel channel) {
        return pages.values().stream().filter(page -> page.isOn(channel)).findFirst();
    }

    /** Any message but the first; dropped if its connection was replaced meanwhile. */
    void said(Channel channel, FromPage message) {
        page(channel).ifPresent(page -> {
            switch (message) {
                case FromPage.Hello again -> LOG.debugf("Page %s greeted twice", page.id());
                case FromPage.State state -> page.report(state);
                case FromPage.Linked linked -> LOG.infof("Sandbox page %s keeps its login", page.id());
                // Anybody may say it: only what the page was really given is written down.
                case FromPage.Shown shown when refs.isOf(page, shown.ref()) -> shownLog.add(page, shown);
                case FromPage.Shown other -> LOG.debugf("Page %s says that it shows a QR which is not its own", page.id());
                case FromPage.RefreshQr refresh -> page.qr().start();
                case FromPage.Draw draw -> page.send(new ToPage.Answer(draw.id(), null, null, null, QrDots.of(draw.text())));
                case FromPage.PairingCode request -> offerCode(page, request);
                case FromPage.Passkey answer -> passkey(page, answer.assertion());
                case FromPage.NoPasskey none -> {
                    LOG.infof("Sandbox page %s got no passkey: %s", page.id(), none.error());
                    gate.leave(page).ifPresent(waiting -> page.qr().start());
                }
                case FromPage.Logout logout -> {
                    page.device().ifPresent(device -> phones.unlink(device::equals));
                    page.forget();
                    page.send(ToPage.Answer.done(logout.id()));
                }
                case FromPage.Takeover takeover -> {
                    page.takeOver();
                    page.device().ifPresent(device -> conflictOthers(page, device));
                    page.send(ToPage.Answer.done(takeover.id()));
                }
            }
        });
    }

    private void passkey(SimulatedPage page, Assertion assertion) {
        gate.leave(page).ifPresent(waiting -> {
            var fault = AssertionCheck.fault(assertion, waiting.request(), gate.passkeys().of(waiting.owner().wid()));
            if (fault.isPresent()) {
                LOG.infof("Sandbox page %s is not linked: its passkey is not believed, %s", page.id(), fault.get());
                page.refuseScan(REFUSED);
            } else {
                link(page, waiting.owner());
            }
        });
    }

    private void offerCode(SimulatedPage page, FromPage.PairingCode request) {
        if (page.fault(FaultKind.REFUSE_CODE).isPresent()) {
            page.send(ToPage.Answer.failed(request.id(), "too many pairing codes were asked for"));
            return;
        }
        if (page.device().isPresent() || !request.phoneNumber().matches("\\+?\\d{7,15}")) {
            page.send(ToPage.Answer.failed(request.id(), "a pairing code needs a page that is not linked and a phone number"));
            return;
        }
        var ttlMs = page.settings().pairingCodeTtlMs();
        var code = codes.offer(page, request.phoneNumber(), ttlMs);
        thread.after(ttlMs, () -> {
            if (page.device().isEmpty() && !codes.isOffered(code)) {
                page.send(new ToPage.CodeExpired());
            }
        });
        page.send(new ToPage.Answer(request.id(), null, code, ttlMs, null));
    }

    /**
     * The phone accepts the page, which is linked at once or after it has shown a passkey. The account is the one of this
     * number, or a new one where that is null.
     *
     * @throws ProblemException 403 {@code SCAN_REFUSED} if a fault asks for it
     */
    Phones.Owner accept(SimulatedPage page, String phoneNumber, String pushName) {
        if (page.fault(FaultKind.REFUSE_SCAN).isPresent()) {
            page.refuseScan(REFUSED);
            throw new ProblemException(403, "SCAN_REFUSED",
                    "The simulated WhatsApp refused to link this page, as the fault REFUSE_SCAN asked it to.");
        }
        var owner = phones.owner(phoneNumber, pushName);
        page.fault(FaultKind.PASSKEY).ifPresentOrElse(fault -> {
            codes.end(page);
            gate.ask(page, owner, fault);
        }, () -> link(page, owner));
        return owner;
    }

    /** Links the page to an account, on disk first. */
    private void link(SimulatedPage page, Phones.Owner owner) {
        var device = phones.link(owner);
        codes.end(page);
        page.add(pending.takeFor(device));
        page.link(device);
        LOG.infof("Sandbox phone %s linked page %s", device, page.id());
    }

    /** The phone ends all the links of an account. */
    void unlink(String wid, String reason) {
        var devices = phones.ofAccount(wid);
        phones.unlink(devices::contains);
        devices.forEach(device -> openPages(device)
                .forEach(page -> page.unlink(reason == null ? NOT_KNOWN_ANY_MORE : reason)));
    }
}
