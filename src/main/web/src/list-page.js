// The list of sessions: rows change as their sessions do; a session that appears elsewhere gets a row.
import { call, stillSignedIn } from './api.js';
import { showTimes } from './chrome.js';
import { keepStartProblem } from './commands.js';
import { showConnection } from './connection.js';
import { submitting, wireDialogs } from './dialogs.js';
import { tellNews } from './news.js';
import { whileVisible } from './poll.js';
import { proxyOf } from './proxy-panel.js';
import { connect } from './socket.js';
import { showPill } from './status-view.js';
import { readTexts } from './texts.js';
import { toaster } from './toasts.js';
import { usageInShort } from './usage-view.js';

const REFRESH_MS = 15_000;

export function startListPage(root) {
  const text = readTexts(root);
  const toast = toaster(root);
  const list = root.querySelector('#sessions');
  const empty = root.querySelector('#empty');
  const pattern = root.querySelector('#row');
  const filtered = list.dataset.filtered === 'true';
  const rowOf = (id) => list.querySelector(`[data-id="${CSS.escape(id)}"]`);

  wireDialogs(root);
  wireCreate(root);
  wireFilter(root);

  const socket = connect({ session: '*', events: 'status,ready,disconnected,auth_failure,qr_timeout,deleted', probe: stillSignedIn });
  showConnection(root, socket, text);
  socket.on('status', (data, frame) => {
    const row = rowOf(frame.sessionId);
    if (!row) {
      add(frame.sessionId);
      return;
    }
    const changed = row.querySelector('[data-slot=pill]').dataset.status !== data.status;
    showPill(row.querySelector('[data-slot=pill]'), data.status, text);
    row.querySelector('[data-slot=reason]').textContent = data.status === 'FAILED' ? text(`reason_${data.reason}`) : '';
    if (changed) {
      setTime(row, frame.at);
    }
  });
  socket.on('ready', (data, frame) => {
    const row = rowOf(frame.sessionId);
    if (row) {
      row.querySelector('[data-slot=phone]').textContent = data.phoneNumber ?? '';
    }
  });
  tellNews({ socket, toast, text, nameOf: (id) => rowOf(id)?.querySelector('[data-slot=name]').textContent });
  socket.on('deleted', (_, frame) => {
    rowOf(frame.sessionId)?.remove();
    empty.hidden = list.children.length > 0;
  });

  whileVisible(async () => {
    const shown = new URLSearchParams(location.search);
    const asked = new URLSearchParams({ limit: 50 });
    for (const name of ['q', 'status', 'cursor']) {
      if (shown.get(name)) {
        asked.set(name, shown.get(name));
      }
    }
    for (const view of (await call('GET', `/api/sessions?${asked}`)).items) {
      const place = rowOf(view.id)?.querySelector('[data-slot=usage]');
      if (place) {
        place.textContent = usageInShort(view.usage, document.documentElement.lang);
      }
    }
  }, REFRESH_MS);

  async function add(id) {
    if (filtered) {
      return; // whether it belongs to the filtered list is the server's to say, at the next load
    }
    const view = await call('GET', `/api/sessions/${id}`).catch(() => null);
    if (!view || rowOf(id)) {
      return;
    }
    const row = pattern.content.firstElementChild.cloneNode(true);
    row.dataset.id = view.id;
    row.querySelector('a').href = `/sessions/${view.id}`;
    row.querySelector('[data-slot=name]').textContent = view.name;
    row.querySelector('[data-slot=initial]').textContent = [...view.name][0]?.toUpperCase() ?? '';
    row.querySelector('[data-slot=phone]').textContent = view.phoneNumber ?? '';
    showPill(row.querySelector('[data-slot=pill]'), view.status, text);
    list.prepend(row);
    setTime(row, view.statusSince);
    empty.hidden = true;
  }

  function setTime(row, at) {
    row.querySelector('time').dateTime = at;
    showTimes(row);
  }
}

function wireCreate(root) {
  const form = root.querySelector('#create form');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submitting(form, async (data) => {
      const view = await call('POST', '/api/sessions', { name: data.get('name').trim(), proxy: proxyOf(data) });
      if (data.get('start')) {
        // It is there now: a start that is refused is told on its page, where it can be tried again.
        await call('POST', `/api/sessions/${view.id}/start`).catch((error) => keepStartProblem(view.id, error.message));
      }
      location.assign(`/sessions/${view.id}`);
    });
  });
}

function wireFilter(root) {
  root.querySelector('#filter select').addEventListener('change', (event) => event.target.form.requestSubmit());
}
