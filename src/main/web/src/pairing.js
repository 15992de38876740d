// Linking without a camera: a number for a code, which lives for its own time and can be had anew.
import { countdown } from './countdown.js';
import { submitting } from './dialogs.js';

export function pairing({ panel, rest, clock, text, announce, explain = (error) => error }) {
  const slot = (name) => panel.querySelector(`[data-slot=${name}]`);
  const form = panel.querySelector('#pairing form');
  const timer = countdown({ now: clock.now, show: showLeft });

  function showLeft({ seconds, over }) {
    slot('code-left').textContent = over ? '' : text('code_left', { s: seconds });
    slot('code').classList.toggle('over', over);
    slot('code-over').hidden = !over;
    slot('code-steps').hidden = over;
  }

  function show({ code, expiresAt, issuedAt }) {
    if (!code) {
      return;
    }
    slot('code').textContent = code.length === 8 ? `${code.slice(0, 4)}-${code.slice(4)}` : code;
    slot('code').dataset.code = code;
    slot('code-box').hidden = false;
    timer.start(issuedAt ?? new Date(clock.now()).toISOString(), expiresAt);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submitting(form, async (data) => {
      const phoneNumber = data.get('phoneNumber').trim(); // what is no number, the server says best
      show(await rest.call('POST', '/pairing-code', { phoneNumber }).catch((error) => {
        throw explain(error);
      }));
      announce(text('code_ready'));
    });
  });
  panel.querySelector('[data-code-again]').addEventListener('click', () => {
    if (form.elements.phoneNumber.value) {
      form.requestSubmit();
    } else {
      form.elements.phoneNumber.focus(); // the code was asked for elsewhere: we don't know for which number
    }
  });

  return {
    show,
    /** The server says so; this page's countdown may be a moment late. */
    expired() {
      if (!slot('code-box').hidden) {
        timer.stop();
        showLeft({ seconds: 0, over: true });
        announce(text('code_over'));
      }
    },
    forget() {
      timer.stop();
      slot('code-box').hidden = true;
      slot('code').textContent = '';
      delete slot('code').dataset.code;
    },
  };
}
