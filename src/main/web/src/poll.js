/**
 * Does the work at once and then again and again, but only while somebody looks at the page. A round that fails is left out.
 *
 * @param every pause in ms
 * @returns `now()` for a round out of turn: one that is asked for during another follows it
 */
export function whileVisible(work, every, { page = document, timers = globalThis } = {}) {
  let timer = null;
  let running = false;
  let again = false;

  async function now() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      do {
        again = false;
        await work().catch((error) => console.info('[pindai] not refreshed:', error.message));
      } while (again);
    } finally {
      running = false;
    }
  }

  function follow() {
    timers.clearInterval(timer);
    timer = null;
    if (!page.hidden) {
      now();
      timer = timers.setInterval(now, every);
    }
  }

  page.addEventListener('visibilitychange', follow);
  follow();
  return { now };
}
