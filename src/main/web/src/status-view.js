// How a status looks, in the words and pictures that the server rendered into the page.

/** Sets a status pill: its text from the message bundle, its colour and movement from CSS by data-status. */
export function showPill(pill, status, text) {
  pill.dataset.status = status;
  pill.querySelector('[data-slot=label]').textContent = text(`label_${status}`);
}

/**
 * The picture, sentence and advice for a status: of its reason if it failed, else of the status itself; while it is being
 * mended, those of the mending.
 * An unknown name (a newer server than page) falls back to the general failure, never to nothing.
 */
export function stateFor(root, status, reason, mending = false) {
  const plain = status === 'FAILED' ? `reason-${reason}` : `status-${status}`;
  const name = mending ? 'status-mending' : plain;
  const pattern = root.getElementById(name) ?? root.getElementById('reason-INTERNAL');
  return pattern.content.cloneNode(true);
}

/** Which commands make sense in a status; the others are hidden. */
export function commandsFor(status, linked) {
  const idle = status === 'STOPPED' || status === 'FAILED';
  return {
    start: idle,
    stop: !idle,
    restart: !idle,
    logout: linked && ['STOPPED', 'READY', 'DISCONNECTED'].includes(status),
    delete: true,
  };
}
