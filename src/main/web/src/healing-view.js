// A session that Pindai mends by itself: what happened, which step is tried, and when the next one follows.
import { countdown } from './countdown.js';
import { duration } from './units.js';

const AFTER = { WAIT: 'heal_then_reload', RELOAD: 'heal_then_restart', RESTART: 'heal_then_open' };

/** Whether there is something to show: a status that goes on by itself, and a step that is known. */
export function mends(status, healing) {
  return Boolean(healing) && (status === 'DISCONNECTED' || status === 'STARTING');
}

/** What follows, and when; of a step whose time is over, that it is under way. */
export function nextStep({ rung, nextAt }, seconds, text, language) {
  if (!nextAt || seconds <= 0) {
    return text(rung === 'RESTART' ? 'heal_opening' : 'heal_due');
  }
  return text(AFTER[rung], { t: duration(seconds, language) });
}

/** The sentence for a reason; for one without, its title. */
export function seen(reason, text) {
  const key = `seen_${reason}`;
  const sentence = text(key);
  return sentence === key ? text(`reason_${reason}`) : sentence;
}

export function healingView({ clock, text, language = document.documentElement.lang }) {
  let box = null;
  let healing = null;
  const timer = countdown({ now: clock.now, show: ({ seconds }) => showNext(seconds) });
  const slot = (name) => box.querySelector(`[data-slot=${name}]`);

  function showNext(seconds) {
    slot('next').textContent = nextStep(healing, seconds, text, language);
  }

  return {
    /** @param element holds the healing part, or null when that has gone */
    show(element, next, reason) {
      timer.stop();
      box = element;
      healing = next;
      if (!box) {
        return;
      }
      slot('what').textContent = reason ? seen(reason, text) : '';
      for (const step of box.querySelectorAll('[data-rung]')) {
        const current = step.dataset.rung === healing.rung;
        step.classList.toggle('current', current);
        if (current) {
          step.setAttribute('aria-current', 'step');
        } else {
          step.removeAttribute('aria-current');
        }
      }
      slot('restarts').textContent = healing.attempt > 0 ? text('heal_restarts', { n: healing.attempt, m: healing.maxAttempts }) : '';
      if (healing.nextAt) {
        timer.start(new Date(clock.now()).toISOString(), healing.nextAt);
      } else {
        showNext(0);
      }
    },
  };
}
