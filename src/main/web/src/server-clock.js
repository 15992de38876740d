// The countdown of a QR compares the server's times with this machine's clock, which may be minutes off.

/** @param serverNow the server's time when it sent the page, in ms; the network's delay makes it a little old */
export function serverClock(serverNow, now = Date.now) {
  let offset = Number.isFinite(serverNow) ? serverNow - now() : 0;
  return {
    now: () => now() + offset,
    /** A frame that was just sent: if it seems to come from the future, our idea of the server's time is late. */
    heard(at) {
      const ahead = Date.parse(at) - (now() + offset);
      if (ahead > 0) {
        offset += ahead;
      }
    },
  };
}
