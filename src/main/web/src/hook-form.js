// The form of a webhook: for a new one, and filled with what is there for one that is changed.
export const MASK = '•••';

const ALL = ['*'];
const NUMBERS = ['attempts', 'delaySeconds'];

/** One "Name: value" in each line. A line that is none is told by an error that names the field. */
export function headersOf(lines, complaint) {
  const headers = {};
  for (const line of lines.split('\n').map((each) => each.trim()).filter(Boolean)) {
    const colon = line.indexOf(':');
    if (colon < 1) {
      throw Object.assign(new Error(complaint), { errors: [{ field: 'headers', message: complaint }] });
    }
    headers[line.slice(0, colon).trim()] = line.slice(colon + 1).trim();
  }
  return headers;
}

/**
 * What the form says, as the API takes it.
 *
 * @param owned whether the webhook is a session's own, whose sessions are not asked for
 */
export function hookOf(data, { owned = false, complaint = '' } = {}) {
  const retries = { policy: data.get('policy') };
  for (const name of NUMBERS) {
    if (data.get(name)) {
      retries[name] = Number(data.get(name));
    }
  }
  return {
    url: data.get('url').trim(),
    events: data.get('allEvents') ? ALL : data.getAll('event'),
    ...(owned ? {} : { sessions: data.get('allSessions') ? ALL : data.getAll('session') }),
    ...(data.get('secret') ? { secret: data.get('secret') } : {}),
    headers: headersOf(data.get('headers'), complaint),
    retries,
    ...(data.get('timeoutSeconds') ? { timeoutSeconds: Number(data.get('timeoutSeconds')) } : {}),
  };
}

/** Boxes "all" hide the choice they stand for. */
export function wireForm(form) {
  const follow = (all) => {
    form.querySelector(all.dataset.all).hidden = all.checked;
  };
  form.addEventListener('change', (event) => event.target.dataset.all && follow(event.target));
  form.addEventListener('reset', () => setTimeout(() => form.querySelectorAll('[data-all]').forEach(follow)));
}

/** Shows a webhook as it is now. */
export function fill(form, view) {
  const { elements } = form;
  elements.url.value = view.url;
  choose(form, 'event', 'allEvents', view.events);
  choose(form, 'session', 'allSessions', view.sessions);
  form.querySelector('#choice-sessions').hidden = view.sessionId !== null;
  elements.secret.value = '';
  elements.headers.value = Object.entries(view.headers).map(([name, value]) => `${name}: ${value}`).join('\n');
  elements.policy.value = view.retries.policy;
  for (const name of NUMBERS) {
    elements[name].value = view.retries[name];
  }
  elements.timeoutSeconds.value = view.timeoutSeconds ?? '';
}

function choose(form, name, allName, values) {
  const all = form.elements[allName];
  all.checked = values.includes('*');
  const place = form.querySelector(all.dataset.all);
  // Those that the page does not offer, since there are too many or they are gone, stay chosen.
  for (const value of values.filter((each) => each !== '*' && !place.querySelector(`[value="${CSS.escape(each)}"]`))) {
    place.append(box(name, value));
  }
  for (const each of form.querySelectorAll(`input[name=${name}]`)) {
    each.checked = values.includes(each.value);
  }
  place.hidden = all.checked;
}

function box(name, value) {
  const input = Object.assign(document.createElement('input'),
    { className: 'form-check-input', type: 'checkbox', id: `${name}-${value}`, name, value });
  const label = Object.assign(document.createElement('label'),
    { className: 'form-check-label mono', htmlFor: input.id, textContent: value });
  const line = Object.assign(document.createElement('div'), { className: 'form-check' });
  line.append(input, label);
  return line;
}
