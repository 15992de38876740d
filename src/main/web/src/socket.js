// Live events over the WebSocket, with a connection that comes back by itself and goes on exactly where it was lost.
//
//   const socket = connect({ session: id, events: '*' });
//   socket.on('qr', (data, frame) => …);
//   socket.on('*', (frame) => …);
//   socket.on('gap', (data, frame) => …);   // something is missing that can't be had any more
//   socket.onState((state) => …);   // 'connecting', 'open', 'waiting', 'closed'
//   socket.place();   // { after } or { cursor }: to be kept, and given to connect() another time
import { delayBefore } from './backoff.js';
import { redact } from './redact.js';

const UNKNOWN_SESSION = 4404;
const BAD_REQUEST = 4400;
/** As a socket that never opened has it. */
const NEVER_OPENED = 1006;
const STEADY_MS = 5_000;

/**
 * @param options.url     of the socket; by default /ws of this page's server
 * @param options.session id, several by comma, or '*'
 * @param options.events  names by comma, or '*'
 * @param options.after   with one session: begin after the event with this number; 0 for all that is kept
 * @param options.cursor  with several: begin after the frame that carried this cursor; '0' for all that is kept
 * @param options.headers for the handshake, such as { 'X-Api-Key': … }; Node takes them, browsers can't send any
 * @param options.ticket  asked before each connection: resolves to a ticket of POST /api/ws-tickets, which lets in once
 * @param options.probe   asked after a connection that never opened: resolves to false if trying again is of no use
 *                        (a WebSocket does not tell why it was refused)
 * @param options.log     what is logged goes there; it never holds a QR string or pairing code
 */
export function connect({
  url = defaultUrl(), session = '*', events = '*', after = null, cursor = null, headers = null, ticket = null,
  probe = async () => true,
  WebSocketType = globalThis.WebSocket, timers = globalThis, log = console, random = Math.random,
} = {}) {
  const listeners = new Map();
  const stateListeners = new Set();
  let socket = null;
  let timer = null;
  let attempt = 0;
  let state = 'connecting';
  let stopped = false;
  const oneSession = session !== '*' && !session.includes(',');
  let place = oneSession ? given('after', after) : given('cursor', cursor);

  function open() {
    setState('connecting');
    if (ticket === null) {
      dial({});
      return;
    }
    Promise.resolve().then(ticket).then((text) => stopped || dial({ ticket: text }), (error) => {
      log.warn('[pindai] no ticket was had:', error.message);
      closed({ code: NEVER_OPENED }, false);
    });
  }

  function dial(admission) {
    let opened = 0;
    const address = `${url}?${new URLSearchParams({ session, events, ...place, ...admission })}`;
    socket = headers === null ? new WebSocketType(address) : new WebSocketType(address, { headers });
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
    if (event.code === BAD_REQUEST && place !== null) {
      // The server does not know the place, such as after its database was put back to an earlier day.
      log.warn(`[pindai] the connection can't go on where it was: ${event.reason ?? ''}`);
      place = null;
      tell(listeners.get('gap'), [{}, null]);
    } else if (event.code === UNKNOWN_SESSION || event.code === BAD_REQUEST) {
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
    move(frame);
    log.info(`[pindai] ${frame.event} #${frame.seq}${frame.snapshot ? ' (snapshot)' : ''}`, frame.sessionId, redact(frame.data));
    tell(listeners.get(frame.event), [frame.data, frame]);
    tell(listeners.get('*'), [frame]);
  }

  // Before the listeners: one that asks for the place has this frame.
  function move(frame) {
    if (oneSession) {
      place = { after: Math.max(frame.seq, place?.after ?? 0) };
    } else if (frame.cursor) {
      place = { cursor: frame.cursor };
    }
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
    /** Where it goes on after what it has heard: { after } or { cursor }, or null before the first frame. */
    place: () => place,
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

function given(name, value) {
  return value === null ? null : { [name]: value };
}

function defaultUrl() {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`;
}
