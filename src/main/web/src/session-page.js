// One session: its status, its QR, its commands and its story. The server rendered the first state; frames change it.
import { call, restOf, stillSignedIn } from './api.js';
import { showTimes } from './chrome.js';
import { wireCommands } from './commands.js';
import { showConnection } from './connection.js';
import { wireDialogs } from './dialogs.js';
import { eventPane } from './event-pane.js';
import { healingView, mends } from './healing-view.js';
import { tellNews } from './news.js';
import { passkeyPanel } from './passkey-panel.js';
import { whileVisible } from './poll.js';
import { proxyPanel } from './proxy-panel.js';
import { sandboxPhone } from './sandbox-phone.js';
import { scanPanel } from './scan-panel.js';
import { wireScreenshot } from './screenshot.js';
import { serverClock } from './server-clock.js';
import { sharePanel } from './share-panel.js';
import { connect } from './socket.js';
import { commandsFor, showPill, stateFor } from './status-view.js';
import { readTexts } from './texts.js';
import { toaster } from './toasts.js';
import { usageLines } from './usage-view.js';

const SLOW_START_MS = 12_000;
const REFRESH_MS = 12_000;
// In these, nothing is being mended any more.
const SETTLED = new Set(['READY', 'SCAN_QR', 'FAILED', 'STOPPED']);

export function startSessionPage(root) {
  const page = root.querySelector('#session');
  const { id } = page.dataset;
  const text = readTexts(root);
  const toast = toaster(root);
  const clock = serverClock(Date.parse(page.dataset.now));
  const live = root.querySelector('#announcer');
  const announce = (sentence) => {
    live.textContent = sentence;
  };
  const rest = restOf({ base: `/api/sessions/${id}` });
  const panel = scanPanel({ root, rest, clock, text, announce });
  const passkey = passkeyPanel({ root, rest, clock, text, announce });
  const healing = healingView({ clock, text });
  const proxy = proxyPanel({ root, id, toast, text, changed: () => fresh.now() });
  const clockTime = new Intl.DateTimeFormat(document.documentElement.lang,
    { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hourCycle: 'h23' });
  const pane = eventPane({
    root, text,
    time: (at) => clockTime.format(Date.parse(at)),
    load: async (after, limit) => {
      const history = await call('GET', `/api/sessions/${id}/events?after=${after}&limit=${limit}`);
      // A pairing code that is still good comes along: a page that was loaded again goes on showing it.
      history.items.filter(({ event }) => event === 'pairing_code').forEach(({ at, data }) => panel.showCode({ issuedAt: at, ...data }));
      return history;
    },
  });
  const state = { status: page.dataset.status, reason: page.dataset.reason || null, wid: page.dataset.wid || null, healing: null };
  let slowTimer = null;

  function show(first) {
    const scanning = state.status === 'SCAN_QR';
    panel.show(scanning);
    passkey.show(state.status === 'PASSKEY_REQUIRED');
    const box = root.querySelector('#state');
    box.hidden = scanning;
    if (!first) {
      showState(box);
    }
    showPill(root.querySelector('#status'), state.status, text);
    const commands = commandsFor(state.status, state.wid !== null);
    for (const button of root.querySelectorAll('[data-command]')) {
      button.hidden = !commands[button.dataset.command];
    }
    const unlink = root.querySelector('#sandbox-linked');
    if (unlink) {
      unlink.hidden = state.status !== 'READY' || state.wid === null;
    }
    clearTimeout(slowTimer);
    if (state.status === 'STARTING') {
      slowTimer = setTimeout(() => {
        box.querySelector('[data-slot=slow]')?.removeAttribute('hidden');
      }, SLOW_START_MS);
    }
  }

  function showState(box) {
    const mending = mends(state.status, state.healing);
    if (!mending || !box.querySelector('[data-healing]')) {
      box.replaceChildren(stateFor(root, state.status, state.reason, mending));
      announce(box.querySelector('h2')?.textContent ?? text(`label_${state.status}`));
    }
    healing.show(mending ? box.querySelector('[data-healing]') : null, state.healing, state.reason);
  }

  const socket = connect({ session: id, events: '*', probe: stillSignedIn });
  showConnection(root, socket, text);
  let lastSeq = Number(page.dataset.lastSeq) || 0;
  socket.onState((next, code) => {
    if (next === 'open' && socket.place() === null) {
      pane.catchUp(lastSeq); // from then on the socket leaves nothing out
    } else if (next === 'closed' && code === 4404) {
      gone();
    }
  });
  socket.on('*', (frame) => {
    if (!frame.snapshot) {
      clock.heard(frame.at);
      lastSeq = Math.max(lastSeq, frame.seq);
    }
    if (frame.event !== 'gap') {
      pane.add(frame);
    }
  });
  socket.on('status', (data, frame) => {
    if (data.status !== state.status || (data.reason ?? null) !== state.reason) {
      Object.assign(state, { status: data.status, reason: data.reason ?? null });
      if (SETTLED.has(data.status)) {
        state.healing = null;
      }
      show(false);
      setTime(frame.at);
      fresh.now();
    }
  });
  socket.on('healing', ({ rung, attempt, maxAttempts, nextAt, reason }) => {
    state.healing = { rung, attempt, maxAttempts, nextAt };
    state.reason = reason ?? state.reason;
    show(false);
  });
  socket.on('passkey', () => passkey.load());
  socket.on('qr', (data) => panel.showQr(data));
  socket.on('pairing_code', (data, frame) => panel.showCode({ issuedAt: frame.at, ...data }));
  socket.on('pairing_code_expired', () => panel.codeExpired());
  socket.on('ready', (data) => account(data));
  socket.on('disconnected', (data) => data.willRetry || account({}));
  socket.on('auth_failure', () => account({}));
  tellNews({ socket, toast, text });
  socket.on('deleted', gone);
  socket.on('gap', () => {
    pane.catchUp(lastSeq);
    fresh.now();
  });

  function account(linked) {
    state.wid = linked.wid ?? null;
    for (const key of ['wid', 'phoneNumber', 'pushName']) {
      root.querySelector(`[data-detail=${key}]`).textContent = linked[key] ?? '–';
    }
    show(true);
  }

  function gone() {
    socket.close();
    location.assign('/');
  }

  function setTime(at) {
    const since = root.querySelector('#since');
    since.dateTime = at;
    showTimes(page);
  }

  // What no event tells: usage, proxy, what exactly was seen, and after a reload the mending that is under way.
  const fresh = whileVisible(async () => {
    const view = await call('GET', `/api/sessions/${id}`);
    proxy.show(view.proxy);
    const lines = usageLines(view.usage, text, document.documentElement.lang);
    for (const key of ['memory', 'cpu']) {
      root.querySelector(`[data-detail=${key}]`).textContent = lines[key];
    }
    if (view.lastSeq < lastSeq || view.status !== state.status) {
      return; // a frame was faster
    }
    showDetail(view.detail);
    const known = JSON.stringify(state.healing);
    state.healing = view.healing ?? null;
    state.reason = view.reason ?? null;
    if (JSON.stringify(state.healing) !== known) {
      show(false);
    }
  }, REFRESH_MS);

  function showDetail(detail) {
    const line = root.querySelector('#state [data-slot=detail]');
    if (line && detail) {
      line.textContent = detail;
      line.hidden = false;
    }
  }

  wireDialogs(root);
  const share = root.querySelector('#share') ? sharePanel({ root, rest, toast, text }) : null;
  socket.on('scan_link_used', () => share?.load());
  wireScreenshot({ root, id });
  wireCommands({ root, id, toast, text, gone });
  sandboxPhone({ root, panel, wid: () => state.wid, toast, text });
  show(true);
}
