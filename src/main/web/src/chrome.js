// What all pages share: theme switch, times in the reader's own zone and language, menus that close.
const THEMES = ['auto', 'light', 'dark'];

export function startChrome(root) {
  const buttons = [...root.querySelectorAll('[data-set-theme]')];
  const mark = () => {
    const choice = document.documentElement.dataset.themeChoice;
    for (const button of buttons) {
      button.setAttribute('aria-pressed', String(button.dataset.setTheme === choice));
      button.classList.toggle('active', button.dataset.setTheme === choice);
    }
  };
  for (const button of buttons) {
    button.addEventListener('click', () => {
      const choice = THEMES.includes(button.dataset.setTheme) ? button.dataset.setTheme : 'auto';
      document.dispatchEvent(new CustomEvent('pindai:theme', { detail: choice }));
      mark();
    });
  }
  mark();
  showTimes(root);
  setInterval(() => showTimes(root), 30_000);
}

/** Every <time data-relative> reads "2 minutes ago", with the exact moment as its tooltip; <time data-exact> reads that itself. */
export function showTimes(root) {
  for (const element of root.querySelectorAll('time[data-exact]')) {
    element.textContent = exact(Date.parse(element.dateTime));
  }
  for (const element of root.querySelectorAll('time[data-relative]')) {
    const at = Date.parse(element.dateTime);
    if (Number.isFinite(at)) {
      element.textContent = ago(at, Date.now(), document.documentElement.lang);
      element.title = exact(at);
    }
  }
}

export function exact(at) {
  return new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'medium' }).format(at);
}

const STEPS = [['day', 86_400], ['hour', 3_600], ['minute', 60]];

export function ago(at, now, language) {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const seconds = Math.min(0, Math.round((at - now) / 1000));
  for (const [unit, length] of STEPS) {
    if (-seconds >= length) {
      return format.format(Math.ceil(seconds / length), unit);
    }
  }
  return format.format(seconds > -10 ? 0 : seconds, 'second');
}
