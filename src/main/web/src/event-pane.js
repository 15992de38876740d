// The story of a session, newest first: the history over REST, then each frame as it comes. `seq` tells duplicates.
import { redact } from './redact.js';

const MOST_LINES = 300;

export function eventPane({ root, load, time, text }) {
  const list = root.querySelector('#events');
  const pattern = root.querySelector('#event');
  const empty = root.querySelector('#no-events');
  const seen = new Set();
  let last = 0;

  function add(frame) {
    if (frame.snapshot || seen.has(frame.seq)) {
      return;
    }
    seen.add(frame.seq);
    last = Math.max(last, frame.seq);
    const line = pattern.content.firstElementChild.cloneNode(true);
    line.dataset.seq = frame.seq;
    line.dataset.event = frame.event;
    line.querySelector('[data-slot=seq]').textContent = `#${frame.seq}`;
    line.querySelector('[data-slot=event]').textContent = frame.event;
    const at = line.querySelector('time');
    at.dateTime = frame.at;
    at.textContent = time(frame.at);
    line.querySelector('[data-slot=data]').textContent = summary(frame.data, time);
    const after = [...list.children].find((other) => Number(other.dataset.seq) < frame.seq);
    list.insertBefore(line, after ?? null);
    while (list.children.length > MOST_LINES) {
      list.lastElementChild.remove();
    }
    empty.hidden = true;
  }

  return {
    add,
    /** Fetches what came since the last line; at first the last hundred. Called again where the socket has a gap. */
    async catchUp(lastSeq) {
      try {
        for (let after = last || Math.max(0, lastSeq - 100); ;) {
          const page = await load(after, 100);
          page.items.forEach(add);
          const newest = page.items.at(-1)?.seq ?? after;
          if (newest <= after || newest >= page.lastSeq) {
            return;
          }
          after = newest;
        }
      } catch (error) {
        console.warn('[pindai] history not loaded:', error.message);
        empty.textContent = text('history_failed');
      }
    },
  };
}

const MOST_LETTERS = 160;
const MOMENT = /^\d{4}-\d\d-\d\dT.*Z$/;

/** One line of the event's data: secrets cut short, moments in the reader's own time. */
export function summary(data, time = String) {
  const readable = (value) => {
    if (typeof value === 'object') {
      const json = JSON.stringify(value);
      return json.length > MOST_LETTERS ? `${json.slice(0, MOST_LETTERS)}…` : json;
    }
    return MOMENT.test(value) ? time(value) : value;
  };
  return Object.entries(redact(data))
    .filter(([key, value]) => key !== 'sessionId' && value !== null)
    .map(([key, value]) => `${key}: ${readable(value)}`)
    .join('  ·  ');
}
