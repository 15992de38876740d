// In sandbox mode the page has a phone at hand: it reads the code on screen as a camera would, and can unlink.
import { call } from './api.js';

export function sandboxPhone({ root, panel, wid, toast, text }) {
  const press = (selector, work) => {
    const button = root.querySelector(selector);
    button?.addEventListener('click', async () => {
      button.disabled = true;
      try {
        await work();
      } catch (error) {
        toast('danger', text('sandbox_failed'), error.message);
      } finally {
        button.disabled = false;
      }
    });
  };
  press('#sandbox-scan', () => {
    if (!panel.current()) {
      throw new Error(text('sandbox_no_code'));
    }
    return call('POST', '/sandbox/phone/scan', { qr: panel.current() });
  });
  press('#sandbox-pair', () => call('POST', '/sandbox/phone/pair', {
    code: root.querySelector('[data-slot=code]').dataset.code,
    phoneNumber: root.querySelector('#phone-number').value.replace(/[^\d+]/g, ''),
  }));
  press('#sandbox-unlink', () => call('POST', `/sandbox/phones/${encodeURIComponent(wid())}/unlink`));
}
