// A secret that is shown this once, with a button that copies it.

/** Opens it; done when it is closed. */
export function showSecret(root, secret, text) {
  const dialog = root.querySelector('#secret');
  const place = dialog.querySelector('[data-slot=secret]');
  const copied = dialog.querySelector('[data-slot=copied]');
  place.textContent = secret;
  copied.textContent = '';
  dialog.querySelector('[data-copy]').onclick = async () => {
    await navigator.clipboard?.writeText(secret).then(() => {
      copied.textContent = text('copied');
    }).catch(() => getSelection().selectAllChildren(place));
  };
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      place.textContent = '';
      resolve();
    }, { once: true });
    dialog.showModal();
  });
}
