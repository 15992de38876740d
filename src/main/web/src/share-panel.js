// Scan links of a session: made and shown once, listed, revoked.
import { confirmBy, submitting } from './dialogs.js';

const SHOWN = 10;

/** What the form wishes, without what was left open. */
export function linkOf(data) {
  const words = ['label', 'locale', 'returnUrl'].map((name) => [name, data.get(name).trim()]).filter(([, value]) => value);
  const numbers = ['expiresIn', 'uses'].map((name) => [name, Number(data.get(name))]);
  return Object.fromEntries([...numbers, ...words]);
}

export function sharePanel({ root, rest, toast, text }) {
  const list = root.querySelector('#share [data-slot=links]');
  const dialog = root.querySelector('#share-dialog');
  const made = root.querySelector('#share-made');
  const url = made.querySelector('#share-url');
  const copied = made.querySelector('[data-slot=copied]');
  const moment = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });
  const form = dialog.querySelector('form');

  function row(link) {
    const element = root.querySelector('#link-row').content.firstElementChild.cloneNode(true);
    const slot = (name) => element.querySelector(`[data-slot=${name}]`);
    element.dataset.link = link.id;
    slot('label').textContent = link.label ?? moment.format(Date.parse(link.createdAt));
    slot('pill').dataset.link = link.state;
    slot('state').textContent = text(`link_${link.state}`);
    slot('until').textContent = text('link_until', { t: moment.format(Date.parse(link.expiresAt)) });
    slot('used').textContent = text('link_used', { n: link.used, m: link.uses });
    element.querySelector('[data-revoke]').hidden = link.state !== 'OPEN';
    return element;
  }

  async function load() {
    try {
      const { items } = await rest.call('GET', `/scan-links?limit=${SHOWN}`);
      list.replaceChildren(...items.map(row));
    } catch (error) {
      console.info('[pindai] scan links not listed:', error.message);
    }
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submitting(form, async (data) => {
      const link = await rest.call('POST', '/scan-links', linkOf(data));
      dialog.close();
      url.value = link.url;
      copied.textContent = '';
      made.showModal();
      url.select();
      load();
    });
  });
  // The address opens the session to whoever reads it: it stays on the page no longer than it is needed.
  made.addEventListener('close', () => {
    url.value = '';
  });
  made.querySelector('[data-copy]').addEventListener('click', async () => {
    url.select();
    try {
      await navigator.clipboard.writeText(url.value);
      copied.textContent = text('link_copied');
    } catch {
      url.focus(); // no clipboard without https: what is selected can be copied by hand
    }
  });
  list.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-revoke]');
    if (button && await confirmBy(root.querySelector('#confirm-revoke'))) {
      try {
        await rest.call('DELETE', `/scan-links/${button.closest('li').dataset.link}`);
      } catch (error) {
        toast('danger', text('link_failed'), error.message);
      }
      load();
    }
  });
  load();
  return { load };
}
