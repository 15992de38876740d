// The keys: a new one is made here, and its text shown this once; each can be rotated and revoked.
import { call } from './api.js';
import { confirmBy, submitting, wireDialogs } from './dialogs.js';
import { wireForm } from './hook-form.js';
import { showSecret } from './secret-dialog.js';
import { readTexts } from './texts.js';
import { toaster } from './toasts.js';

/** What the form says, as the API takes it: what is left empty does not limit. */
export function keyOf(data) {
  const addresses = (data.get('addresses') ?? '').split(/[\s,]+/).filter(Boolean);
  return {
    name: data.get('name').trim(),
    scopes: data.getAll('scope'),
    ...(data.get('allSessions') ? {} : { sessions: data.getAll('session') }),
    ...(addresses.length ? { addresses } : {}),
    ...(data.get('expiresAt') ? { expiresAt: new Date(data.get('expiresAt')).toISOString() } : {}),
    ...(data.get('tenant') ? { tenant: data.get('tenant').trim() } : {}),
  };
}

export function startKeysPage(root) {
  const text = readTexts(root);
  const toast = toaster(root);
  const form = root.querySelector('#key-form form');
  wireDialogs(root);
  wireForm(form);

  /** The text of a key is on no page that is loaded later: only then is this one loaded anew. */
  async function reveal(dialog, view) {
    dialog.close();
    await showSecret(root, view.key, text);
    location.assign('/keys');
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const none = form.querySelectorAll('input[name=scope]:checked').length === 0;
    form.querySelector('[data-slot=no-scope]').hidden = !none;
    if (!none) {
      submitting(form, async (data) => reveal(form.closest('dialog'), await call('POST', '/api/keys', keyOf(data))));
    }
  });

  const rotation = root.querySelector('#rotate');
  const commands = {
    rotate(row) {
      rotation.querySelector('[data-slot=name]').textContent = row.dataset.name;
      rotation.querySelector('form').onsubmit = (event) => {
        event.preventDefault();
        submitting(event.target, async (data) => reveal(rotation,
          await call('POST', `/api/keys/${row.dataset.id}/rotate`, { graceSeconds: Number(data.get('grace')) })));
      };
      rotation.showModal();
    },
    async revoke(row) {
      const question = root.querySelector('#confirm-revoke');
      question.querySelector('[data-slot=name]').textContent = row.dataset.name;
      if (await confirmBy(question)) {
        await call('DELETE', `/api/keys/${row.dataset.id}`);
        location.reload();
      }
    },
  };

  root.querySelector('#keys').addEventListener('click', async (event) => {
    const button = event.target.closest('[data-key]');
    if (!button) {
      return;
    }
    try {
      await commands[button.dataset.key](button.closest('.key-row'));
    } catch (error) {
      toast('danger', text('failed'), error.message);
    }
  });
}
