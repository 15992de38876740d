import Toast from 'bootstrap/js/dist/toast';

const TONES = new Set(['success', 'danger', 'warning', 'info']);

/** Returns `toast(tone, title, text?)`. Bad news stays until it is closed; good news leaves after eight seconds. */
export function toaster(root) {
  const area = root.querySelector('#toasts');
  const pattern = root.querySelector('#toast');
  return (tone, title, text = '') => {
    const element = pattern.content.firstElementChild.cloneNode(true);
    const grave = tone === 'danger' || tone === 'warning';
    element.classList.add(`tone-${TONES.has(tone) ? tone : 'info'}`);
    element.setAttribute('role', grave ? 'alert' : 'status');
    element.querySelector('[data-slot=title]').textContent = title;
    element.querySelector('[data-slot=text]').textContent = text;
    area.append(element);
    const shown = new Toast(element, { autohide: !grave, delay: 8_000 });
    element.addEventListener('hidden.bs.toast', () => element.remove());
    shown.show();
    return element;
  };
}
