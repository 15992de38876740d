// The list of webhooks: a new one is made here, and its secret shown this once.
import { call } from './api.js';
import { submitting, wireDialogs } from './dialogs.js';
import { hookOf, wireForm } from './hook-form.js';
import { showSecret } from './secret-dialog.js';
import { readTexts } from './texts.js';

export function startHooksPage(root) {
  const text = readTexts(root);
  const dialog = root.querySelector('#hook-form');
  const form = dialog.querySelector('form');
  wireDialogs(root);
  wireForm(form);
  form.elements.policy.value = 'exponential';
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submitting(form, async (data) => {
      const view = await call('POST', '/api/webhooks', hookOf(data, { complaint: text('bad_header') }));
      dialog.close();
      if (view.secret) {
        await showSecret(root, view.secret, text);
      }
      location.assign(`/webhooks/${view.id}`);
    });
  });
}
