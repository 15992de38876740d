// What was sent to a webhook: rows that follow what happens, and each with its request and answer in a dialog.
import { call } from './api.js';
import { exact, showTimes } from './chrome.js';

const PAGE = 30;

/** In a few words: what came of the last try. */
export function resultOf(delivery, text) {
  const words = [];
  if (delivery.reason) {
    words.push(text(`reason_${delivery.reason}`, { status: delivery.responseStatus }));
  } else if (delivery.responseStatus) {
    words.push(`HTTP ${delivery.responseStatus}`);
  }
  if (delivery.latencyMs !== null) {
    words.push(text('milliseconds', { n: delivery.latencyMs }));
  }
  if (delivery.tries > 1) {
    words.push(text('tries', { n: delivery.tries }));
  }
  return words.join(' · ');
}

/** Headers and body as they go over the wire; JSON set out for people. */
export function message(firstLine, headers, body) {
  const lines = [firstLine, ...Object.entries(headers ?? {}).map(([name, value]) => `${name}: ${value}`)];
  return `${lines.join('\n')}\n\n${typeof body === 'string' ? body : body ? JSON.stringify(body, null, 2) : ''}`.trimEnd();
}

export function deliveries({ root, id, text, again, nameOf }) {
  const list = root.querySelector('#deliveries');
  const pattern = root.querySelector('#delivery-row');
  const filter = root.querySelector('#delivery-filter');
  const more = root.querySelector('#more');
  const dialog = root.querySelector('#delivery');
  const slot = (name) => dialog.querySelector(`[data-slot=${name}]`);
  let pages = 1;
  let open = null;

  function row(delivery) {
    const line = pattern.content.firstElementChild.cloneNode(true);
    line.dataset.id = delivery.id;
    line.dataset.event = delivery.event;
    line.querySelector('[data-slot=pill]').dataset.status = delivery.status;
    line.querySelector('[data-slot=label]').textContent = text(delivery.status);
    line.querySelector('[data-slot=event]').textContent = delivery.event;
    line.querySelector('[data-slot=session]').textContent = `${nameOf(delivery.sessionId)} #${delivery.seq}`;
    line.querySelector('[data-slot=result]').textContent = resultOf(delivery, text);
    line.querySelector('time').dateTime = delivery.triedAt ?? delivery.queuedAt;
    return line;
  }

  /** Reads what is shown anew; whoever has the focus keeps it. */
  async function refresh() {
    const items = [];
    let cursor = null;
    for (let page = 0; page < pages; page++) {
      const query = new URLSearchParams({ limit: PAGE });
      if (filter.value) {
        query.set('status', filter.value);
      }
      if (cursor) {
        query.set('cursor', cursor);
      }
      const read = await call('GET', `/api/webhooks/${id}/deliveries?${query}`);
      items.push(...read.items);
      cursor = read.nextCursor;
      if (!cursor) {
        break;
      }
    }
    const focused = document.activeElement?.closest?.('.delivery');
    const button = focused && (document.activeElement.matches('[data-again]') ? '[data-again]' : '[data-look]');
    list.replaceChildren(...items.map(row));
    showTimes(list);
    if (button) {
      list.querySelector(`[data-id="${CSS.escape(focused.dataset.id)}"] ${button}`)?.focus();
    }
    root.querySelector('#no-deliveries').hidden = items.length > 0;
    more.hidden = !cursor;
  }

  async function look(deliveryId) {
    show(await call('GET', `/api/webhooks/${id}/deliveries/${deliveryId}`));
  }

  function show(delivery) {
    open = delivery.id ?? null;
    slot('title').textContent = delivery.seq ? `${delivery.event} #${delivery.seq}` : delivery.event;
    slot('status').textContent = text(delivery.status);
    const link = document.createElement('a');
    link.href = `/sessions/${delivery.sessionId}`;
    link.textContent = delivery.sessionId && nameOf(delivery.sessionId);
    slot('session').replaceChildren(delivery.sessionId ? link : '–');
    for (const [name, value] of [['detail', delivery.detail], ['at', delivery.at && exact(Date.parse(delivery.at))],
      ['tries', delivery.tries], ['latency', delivery.latencyMs !== null && text('milliseconds', { n: delivery.latencyMs })],
      ['next', delivery.nextAt && exact(Date.parse(delivery.nextAt))]]) {
      slot(name).textContent = value || value === 0 ? value : '–';
    }
    const { request, response } = delivery;
    slot('request').textContent = message(`POST ${request.url}`, request.headers, request.body);
    slot('no-event').hidden = Boolean(request.body);
    slot('response').hidden = !response;
    slot('response').textContent = response ? message(`HTTP ${response.status}`, response.headers, response.body) : '';
    slot('no-response').hidden = Boolean(response);
    slot('no-body').hidden = !response || response.body !== null;
    dialog.querySelector('[data-redeliver]').hidden = !open;
    dialog.showModal();
  }

  list.addEventListener('click', (event) => {
    const line = event.target.closest('.delivery');
    if (event.target.closest('[data-look]')) {
      look(line.dataset.id);
    } else if (event.target.closest('[data-again]')) {
      again(line.dataset.id);
    }
  });
  dialog.querySelector('[data-redeliver]').addEventListener('click', () => {
    dialog.close();
    again(open);
  });
  filter.addEventListener('change', () => {
    pages = 1;
    refresh();
  });
  more.querySelector('button').addEventListener('click', () => {
    pages += 1;
    refresh();
  });

  return { refresh, show };
}
