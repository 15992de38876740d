// The proxy of a session: shown without its password, set and removed in a dialog.
import { call } from './api.js';
import { submitting } from './dialogs.js';

/** What a form says of a proxy, or undefined if it was left empty. Half a proxy is sent too: the server says what is missing. */
export function proxyOf(data) {
  const filled = ['server', 'username', 'password']
    .map((name) => [name, name === 'password' ? data.get(name) : data.get(name)?.trim()])
    .filter(([, value]) => value);
  return filled.length ? { server: '', ...Object.fromEntries(filled) } : undefined;
}

export function proxyPanel({ root, id, toast, text, changed }) {
  const panel = root.querySelector('#proxy');
  const dialog = root.querySelector('#proxy-dialog');
  const form = dialog.querySelector('form');
  const remove = dialog.querySelector('[data-remove]');
  const slot = (name) => panel.querySelector(`[data-slot=${name}]`);
  let proxy = null;

  function show(next) {
    proxy = next ?? null;
    slot('proxy-server').textContent = proxy?.server ?? '';
    slot('proxy-user').textContent = proxy?.username ?? '';
    slot('proxy-user-line').hidden = !proxy?.username;
    slot('proxy-password').hidden = !proxy?.hasPassword;
    slot('proxy-some').hidden = !proxy;
    slot('proxy-none').hidden = Boolean(proxy);
    panel.querySelector('[data-set]').hidden = Boolean(proxy);
    panel.querySelector('[data-change]').hidden = !proxy;
  }

  for (const button of panel.querySelectorAll('button')) {
    button.addEventListener('click', () => {
      form.reset();
      form.elements.server.value = proxy?.server ?? '';
      form.elements.username.value = proxy?.username ?? '';
      remove.hidden = !proxy;
      dialog.showModal();
    });
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submitting(form, async (data) => {
      const view = await call('PUT', `/api/sessions/${id}/proxy`, proxyOf(data) ?? { server: '' });
      done(view?.proxy ?? null, 'proxy_saved');
    });
  });
  remove.addEventListener('click', () => submitting(form, async () => {
    await call('DELETE', `/api/sessions/${id}/proxy`);
    done(null, 'proxy_removed');
  }));

  function done(next, sentence) {
    show(next);
    dialog.close();
    toast('success', text(sentence), text('proxy_next_start'));
    changed();
  }

  return { show };
}
