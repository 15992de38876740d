// One session: its status, its QR, its commands and its story. The server rendered the first state; frames change it.
import { call, stillSignedIn } from './api.js';
import { showTimes } from './chrome.js';
import { showConnection } from './connection.js';
import { confirmBy, wireDialogs } from './dialogs.js';
import { eventPane } from './event-pane.js';
import { tellNews } from './news.js';
import { sandboxPhone } from './sandbox-phone.js';
import { scanPanel } from './scan-panel.js';
import { serverClock } from './server-clock.js';
import { connect } from './socket.js';
import { commandsFor, showPill, stateFor } from './status-view.js';
import { readTexts } from './texts.js';
import { toaster } from './toasts.js';

const SLOW_START_MS = 12_000;

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
  const panel = scanPanel({ root, id, clock, text, announce });
  const clockTime = new Intl.DateTimeFormat(document.documentElement.lang,
    { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hourCycle: 'h23' });
  const pane = eventPane({
    root, text,
    time: (at) => clockTime.format(Date.parse(at)),
    load: (after, limit) => call('GET', `/api/sessions/${id}/events?after=${after}&limit=${limit}`),
  });
  const state = { status: page.dataset.status, reason: page.dataset.reason || null, wid: page.dataset.wid || null };
  let slowTimer = null;

  function show(first) {
    const scanning = state.status === 'SCAN_QR';
    panel.show(scanning);
    const box = root.querySelector('#state');
    box.hidden = scanning;
    if (!first) {
      box.replaceChildren(stateFor(root, state.status, state.reason));
      announce(box.querySelector('h2')?.textContent ?? text(`label_${state.status}`));
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
    if (!first && state.status === 'FAILED') {
      showDetail(box);
    }
    clearTimeout(slowTimer);
    if (state.status === 'STARTING') {
      slowTimer = setTimeout(() => {
        box.querySelector('[data-slot=slow]')?.removeAttribute('hidden');
      }, SLOW_START_MS);
    }
  }

  // What exactly was seen is in no event: it is for whoever looks at the session.
  async function showDetail(box) {
    const view = await call('GET', `/api/sessions/${id}`).catch(() => null);
    const line = box.querySelector('[data-slot=detail]');
    if (line && view?.status === 'FAILED' && view.detail) {
      line.textContent = view.detail;
      line.hidden = false;
    }
  }

  const socket = connect({ session: id, events: '*', probe: stillSignedIn });
  showConnection(root, socket, text);
  let lastSeq = Number(page.dataset.lastSeq) || 0;
  socket.onState((next, code) => {
    if (next === 'open') {
      pane.catchUp(lastSeq);
    } else if (next === 'closed' && code === 4404) {
      gone();
    }
  });
  socket.on('*', (frame) => {
    if (!frame.snapshot) {
      clock.heard(frame.at);
      lastSeq = Math.max(lastSeq, frame.seq);
    }
    pane.add(frame);
  });
  socket.on('status', (data, frame) => {
    if (data.status !== state.status || (data.reason ?? null) !== state.reason) {
      Object.assign(state, { status: data.status, reason: data.reason ?? null });
      show(false);
      setTime(frame.at);
    }
  });
  socket.on('qr', (data) => panel.showQr(data));
  socket.on('pairing_code', (data, frame) => panel.showCode({ issuedAt: frame.at, ...data }));
  socket.on('ready', (data) => account(data));
  socket.on('disconnected', (data) => data.willRetry || account({}));
  socket.on('auth_failure', () => account({}));
  tellNews({ socket, toast, text });
  socket.on('deleted', gone);

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

  wireDialogs(root);
  wireCommands({ root, id, toast, text, gone });
  sandboxPhone({ root, panel, wid: () => state.wid, toast, text });
  show(true);
}

function wireCommands({ root, id, toast, text, gone }) {
  root.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-command]');
    if (!button) {
      return;
    }
    const { command } = button.dataset;
    const question = root.querySelector(`#confirm-${command}`);
    if (question && !(await confirmBy(question))) {
      return;
    }
    button.disabled = true;
    button.setAttribute('aria-busy', 'true');
    try {
      if (command === 'delete') {
        await call('DELETE', `/api/sessions/${id}`);
        gone();
      } else {
        await call('POST', `/api/sessions/${id}/${command}`);
      }
    } catch (error) {
      toast('danger', text('command_failed'), error.message);
    } finally {
      button.disabled = false;
      button.removeAttribute('aria-busy');
    }
  });
}
