// One webhook: its commands, and what was delivered to it.
import { call } from './api.js';
import { deliveries } from './deliveries.js';
import { confirmBy, submitting, wireDialogs } from './dialogs.js';
import { fill, hookOf, wireForm } from './hook-form.js';
import { whileVisible } from './poll.js';
import { showSecret } from './secret-dialog.js';
import { readTexts } from './texts.js';
import { toaster } from './toasts.js';

const REFRESH_MS = 4_000;

export function startHookPage(root) {
  const page = root.querySelector('#webhook');
  const { id } = page.dataset;
  const address = `/api/webhooks/${id}`;
  const text = readTexts(root);
  const toast = toaster(root);
  const form = root.querySelector('#hook-form form');
  const names = new Map([...form.querySelectorAll('input[name=session]')].map((box) => [box.value, box.labels[0].textContent]));
  const nameOf = (session) => names.get(session) ?? session;
  let view = null;

  for (const link of page.querySelectorAll('[data-session]')) {
    link.textContent = nameOf(link.dataset.session);
  }
  wireDialogs(root);
  wireForm(form);

  const pane = deliveries({ root, id, text, again, nameOf });
  const fresh = whileVisible(async () => {
    view = await call('GET', address);
    const state = view.enabled ? 'ACTIVE' : view.disabled.reason;
    if (state !== page.dataset.state && !root.querySelector('dialog[open]')) {
      location.reload(); // it was disabled meanwhile: the page says why
      return;
    }
    page.querySelector('#waiting').textContent = view.pending > 0 ? text('waiting', { n: view.pending }) : '';
    page.querySelector('[data-hook=redeliver]').hidden = !view.enabled || view.dead === 0;
    await pane.refresh();
  }, REFRESH_MS);

  const commands = {
    async test() {
      const result = await call('POST', `${address}/test`);
      const answer = result.response ? text('test_answer', { status: result.response.status, n: result.latencyMs }) : result.detail;
      toast(result.delivered ? 'success' : 'danger', text(result.delivered ? 'test_ok' : 'test_failed'), answer);
      pane.show({ ...result, event: 'ping', status: result.delivered ? 'DELIVERED' : 'DEAD', tries: 1, at: result.request.body.at });
    },
    pause: () => change({ enabled: false }),
    resume: () => change({ enabled: true }),
    async edit() {
      view = await call('GET', address);
      fill(form, view);
      root.querySelector('#hook-form').showModal();
    },
    async delete() {
      if (await confirmBy(root.querySelector('#confirm-hook-delete'))) {
        await call('DELETE', address);
        location.assign('/webhooks');
      }
    },
    async rotate() {
      if (await confirmBy(root.querySelector('#confirm-rotate'))) {
        await showSecret(root, (await call('PATCH', address, { rotateSecret: true })).secret, text);
      }
    },
    async redeliver() {
      queued((await call('POST', `${address}/redeliver`, {})).count);
    },
  };

  async function change(patch) {
    await call('PATCH', address, patch);
    location.reload();
  }

  async function again(delivery) {
    try {
      await call('POST', `${address}/deliveries/${delivery}/redeliver`);
      queued(1);
    } catch (error) {
      toast('danger', text('failed'), error.message);
    }
  }

  function queued(count) {
    toast('success', text('again', { n: count }));
    fresh.now();
  }

  page.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-hook]');
    if (!button) {
      return;
    }
    button.disabled = true;
    button.setAttribute('aria-busy', 'true');
    try {
      await commands[button.dataset.hook]();
    } catch (error) {
      toast('danger', text('failed'), error.message);
    } finally {
      button.disabled = false;
      button.removeAttribute('aria-busy');
    }
  });

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submitting(form, async (data) => {
      try {
        await call('PATCH', address, hookOf(data, { owned: view.sessionId !== null, complaint: text('bad_header') }));
      } catch (error) {
        throw error.code === 'WEBHOOK_HEADERS_REQUIRED' ? Object.assign(error, { message: text('headers_required') }) : error;
      }
      location.reload();
    });
  });
}
