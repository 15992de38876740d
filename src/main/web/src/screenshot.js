// A picture of the session's WhatsApp page, in a dialog; the server's sentence if there is none.
import { fetchImage } from './api.js';

export function wireScreenshot({ root, id }) {
  const dialog = root.querySelector('#screenshot');
  const image = dialog.querySelector('img');
  const waiting = dialog.querySelector('[data-slot=waiting]');
  const problem = dialog.querySelector('[data-slot=problem]');
  const again = dialog.querySelector('[data-again]');

  async function take() {
    image.hidden = true;
    problem.hidden = true;
    waiting.hidden = false;
    again.disabled = true;
    try {
      const picture = await fetchImage(`/api/sessions/${id}/screenshot`, 'image/png');
      forget();
      image.src = URL.createObjectURL(picture);
      await image.decode();
      image.hidden = false;
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    } finally {
      waiting.hidden = true;
      again.disabled = false;
    }
  }

  // What WhatsApp shows is private: it stays in memory no longer than it is looked at.
  function forget() {
    if (image.src.startsWith('blob:')) {
      URL.revokeObjectURL(image.src);
      image.removeAttribute('src');
    }
  }

  root.querySelector('[data-screenshot]').addEventListener('click', () => {
    dialog.showModal();
    take();
  });
  again.addEventListener('click', take);
  dialog.addEventListener('close', () => {
    image.hidden = true;
    forget();
  });
}
