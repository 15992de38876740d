// Live events over the WebSocket, with a connection that comes back by itself.
//
//   const socket = connect({ session: id, events: '*' });
//   socket.on('qr', (data, frame) => …);
//   socket.on('*', (frame) => …);
//   socket.onState((state) => …);   // 'connecting', 'open', 'waiting', 'closed'
import { delayBefore } from './backoff.js';
import { redact } from './redact.js';

const UNKNOWN_SESSION = 4404;
const BAD_FILTER = 4400;
const STEADY_MS = 5_000;

/**
 * @param options.url     of the socket; by default /ws of this page's server
 * @param options.session id, several by comma, or '*'
 * @param options.events  names by comma, or '*'
 * @param options.probe   asked after a connection that never opened: resolves to false if trying again is of no use
 *                        (a WebSocket does not tell why it was refused)
 */
export function connect({
  url = defaultUrl(), session = '*', events = '*', probe = async () => true,
  WebSocketType = globalThis.WebSocket, timers = globalThis, log = console, random = Math.random,
} = {}) {
  const listeners = new Map();
  const stateListeners = new Set();
  let socket = null;
  let timer = null;
  let attempt = 0;
  let state = 'connecting';
  let stopped = false;

  function open() {
    setState('connecting');
    let opened = 0;
    const address = `${url}?session=${encodeURIComponent(session)}&events=${encodeURIComponent(events)}`;
    socket = new WebSocketType(address);
    socket.onopen = () => {
      opened = Date.now();
      setState('open');
    };
    socket.onmessage = (message) => receive(message.data);
    socket.onclose = (event) => {
      socket = null;
      // A connection that opens and closes at once is as bad as one that does not open.
      if (opened && Date.now() - opened > STEADY_MS) {
        attempt = 0;
      }
      closed(event, opened > 0);
    };
  }

  async function closed(event, wasOpen) {
    if (stopped) {
      return;
    }
    if (event.code === UNKNOWN_SESSION || event.code === BAD_FILTER) {
      end(event.code);
      return;
    }
    setState('waiting', event.code);
    if (!wasOpen && !(await probe().catch(() => true))) {
      end(event.code);
      return;
    }
    if (!stopped) {
      const delay = delayBefore(attempt++, { random });
      log.info(`[pindai] socket closed (${event.code}), next try in ${delay} ms`);
      timer = timers.setTimeout(open, delay);
    }
  }

  function receive(text) {
    let frame;
    try {
      frame = JSON.parse(text);
    } catch {
      log.warn('[pindai] a frame that is not JSON was dropped');
      return;
    }
    log.info(`[pindai] ${frame.event} #${frame.seq}${frame.snapshot ? ' (snapshot)' : ''}`, frame.sessionId, redact(frame.data));
    tell(listeners.get(frame.event), [frame.data, frame]);
    tell(listeners.get('*'), [frame]);
  }

  // One listener that throws must not keep the others from the event.
  function tell(group, args) {
    for (const listener of group ?? []) {
      try {
        listener(...args);
      } catch (error) {
        log.error('[pindai] listener failed', error);
      }
    }
  }

  function setState(next, code) {
    state = next;
    tell(stateListeners, [next, code]);
  }

  function end(code) {
    stopped = true;
    timers.clearTimeout(timer);
    setState('closed', code);
  }

  open();
  return {
    /** @returns a function that takes the listener away again */
    on(event, listener) {
      const group = listeners.get(event) ?? new Set();
      listeners.set(event, group.add(listener));
      return () => group.delete(listener);
    },
    onState(listener) {
      stateListeners.add(listener);
      listener(state);
      return () => stateListeners.delete(listener);
    },
    /** Skips the wait: for a page that has become visible, or a network that is back. */
    retryNow() {
      if (!stopped && state === 'waiting' && timer !== null) {
        timers.clearTimeout(timer);
        timer = null;
        open();
      }
    },
    close() {
      end(1000);
      socket?.close(1000);
    },
  };
}

function defaultUrl() {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`;
}
