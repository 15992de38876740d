// Who is signed in: each can be signed out.
import { call } from './api.js';
import { confirmBy, wireDialogs } from './dialogs.js';
import { readTexts } from './texts.js';
import { toaster } from './toasts.js';

export function startSignInsPage(root) {
  const text = readTexts(root);
  const toast = toaster(root);
  const question = root.querySelector('#confirm-end');
  wireDialogs(root);

  root.querySelector('#sign-ins').addEventListener('click', async (event) => {
    const row = event.target.closest('[data-end]')?.closest('.key-row');
    if (!row) {
      return;
    }
    const own = 'current' in row.dataset;
    question.querySelector('[data-slot=name]').textContent = row.dataset.name;
    question.querySelector('[data-slot=hint]').hidden = own;
    question.querySelector('[data-slot=own]').hidden = !own;
    if (!(await confirmBy(question))) {
      return;
    }
    try {
      await call('DELETE', `/api/sign-ins/${row.dataset.id}`);
      // Whoever ended their own is led to the login page by this.
      location.reload();
    } catch (error) {
      toast('danger', text('failed'), error.message);
    }
  });
}
