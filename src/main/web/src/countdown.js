/** What is left of a code at one moment: whole seconds (rounded up, never below 0) and the fraction of its life. */
export function remaining(issuedAt, expiresAt, now) {
  const end = Date.parse(expiresAt);
  const life = Math.max(1, end - Date.parse(issuedAt));
  const left = Math.max(0, end - now);
  return { seconds: Math.ceil(left / 1000), fraction: Math.min(1, left / life), over: left === 0 };
}

/** Calls `show` four times a second until the code is over; `stop()` ends it. One countdown at a time. */
export function countdown({ now, show, timers = globalThis }) {
  let timer = null;
  const stop = () => {
    timers.clearInterval(timer);
    timer = null;
  };
  return {
    start(issuedAt, expiresAt) {
      stop();
      const tick = () => {
        const left = remaining(issuedAt, expiresAt, now());
        show(left);
        if (left.over) {
          stop();
        }
      };
      timer = timers.setInterval(tick, 250);
      tick();
    },
    stop,
  };
}
