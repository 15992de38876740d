// The buttons that tell a session what to do. Why a start was refused is said where the start button is.
import { call } from './api.js';
import { confirmBy } from './dialogs.js';

const KEPT = 'pindai:start-problem:';

/** For a start that was asked for on another page: its problem is shown when the session's page opens. */
export function keepStartProblem(id, sentence) {
  sessionStorage.setItem(KEPT + id, sentence);
}

export function wireCommands({ root, id, toast, text, gone }) {
  function refused(sentence) {
    const place = root.querySelector('#state [data-slot=start-problem]');
    if (place) {
      place.textContent = sentence;
      place.hidden = !sentence;
    }
    return Boolean(place);
  }

  async function perform(command) {
    if (command === 'delete') {
      await call('DELETE', `/api/sessions/${id}`);
      gone();
    } else {
      await call('POST', `/api/sessions/${id}/${command}`);
    }
  }

  root.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-command]');
    if (!button) {
      return;
    }
    const { command } = button.dataset;
    const question = root.querySelector(`#confirm-${command}`);
    if (question && !(await confirmBy(question))) {
      return;
    }
    button.disabled = true;
    button.setAttribute('aria-busy', 'true');
    refused('');
    try {
      await perform(command);
    } catch (error) {
      if (command !== 'start' || !refused(error.message)) {
        toast('danger', text('command_failed'), error.message);
      }
    } finally {
      button.disabled = false;
      button.removeAttribute('aria-busy');
    }
  });

  const kept = sessionStorage.getItem(KEPT + id);
  sessionStorage.removeItem(KEPT + id);
  if (kept) {
    refused(kept);
  }
}
