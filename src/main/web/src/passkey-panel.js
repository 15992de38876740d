// WhatsApp asks for a passkey: the challenge to take along, and a field for the answer that was signed elsewhere.
import { ApiError } from './api.js';
import { countdown } from './countdown.js';
import { submitting } from './dialogs.js';
import { duration } from './units.js';

/** The answer as an object. @throws ApiError at its field if the text is no JSON object */
export function credentialOf(written, text) {
  let value = null;
  try {
    value = JSON.parse(written);
  } catch {
    // said below, with what is an array or a number
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new ApiError(400, { detail: text('passkey_no_json'), errors: [{ field: 'credential', message: text('passkey_no_json') }] });
  }
  return value;
}

export function passkeyPanel({ root, rest, clock, text, announce, language = document.documentElement.lang }) {
  const panel = root.querySelector('#passkey');
  const slot = (name) => panel.querySelector(`[data-slot=${name}]`);
  const challenge = panel.querySelector('#challenge');
  const form = panel.querySelector('form');
  const timer = countdown({ now: clock.now, show: showLeft });
  let shown = null;

  function showLeft({ seconds, over }) {
    slot('passkey-left').textContent = over ? text('passkey_over') : text('passkey_left', { t: duration(seconds, language) });
  }

  async function load() {
    const asked = await rest.call('GET', '/passkey').catch((error) => {
      // Handed over already, by whomever: WhatsApp is deciding.
      slot('passkey-left').textContent = error.message;
      return null;
    });
    slot('passkey-work').hidden = !asked;
    if (!asked || panel.hidden) {
      return;
    }
    const json = JSON.stringify(asked.publicKey, null, 2);
    if (json !== shown) {
      shown = json;
      challenge.value = json;
      form.reset();
      slot('passkey-sent').hidden = true;
    }
    slot('origin').textContent = asked.origin ?? '';
    timer.start(new Date(clock.now()).toISOString(), asked.expiresAt);
  }

  panel.querySelector('[data-copy]').addEventListener('click', async () => {
    challenge.select();
    try {
      await navigator.clipboard.writeText(challenge.value);
      announce(text('passkey_copied'));
      slot('copied').hidden = false;
    } catch {
      challenge.focus(); // no clipboard without https: what is selected can be copied by hand
    }
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    slot('passkey-sent').hidden = true;
    submitting(form, async (data) => {
      await rest.call('POST', '/passkey', credentialOf(data.get('credential'), text));
      slot('passkey-sent').hidden = false;
    });
  });

  return {
    load,
    show(visible) {
      const appears = visible && panel.hidden;
      panel.hidden = !visible;
      if (appears) {
        load();
      } else if (!visible) {
        timer.stop();
        shown = null;
        challenge.value = '';
        slot('copied').hidden = true;
        form.reset();
      }
    },
  };
}
