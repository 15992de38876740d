// The four events nobody should miss, as toasts. A snapshot repeats old news, so it makes none.

/** @param nameOf says whose news it is, where more than one session is shown; null where there is only one */
export function tellNews({ socket, toast, text, nameOf = null }) {
  const tell = (event, tone, key, detail) => socket.on(event, (data, frame) => {
    if (frame.snapshot) {
      return;
    }
    const words = [nameOf?.(frame.sessionId), detail(data)].filter(Boolean).join(': ');
    const of = (choice) => (typeof choice === 'function' ? choice(data) : choice);
    toast(of(tone), text(of(key)), words);
  });

  tell('ready', 'success', 'toast_ready', (data) => data.pushName ?? data.phoneNumber);
  // What Pindai mends by itself is no alarm.
  tell('disconnected', (data) => (data.willRetry ? 'info' : 'danger'),
    (data) => (data.willRetry ? 'toast_reconnecting' : 'toast_disconnected'), (data) => reason(data.reason));
  tell('auth_failure', 'danger', 'toast_auth_failure', (data) => reason(data.reason));
  tell('qr_timeout', 'warning', 'toast_qr_timeout', (data) => text(`timeout_${data.phase}`, { s: data.timeoutSeconds }));

  // Reasons come from WhatsApp too, so some have no sentence of ours: then the name itself is the best we can say.
  function reason(name) {
    const key = `reason_${name}`;
    const known = text(key);
    return known === key ? name : known;
  }
}
