// Runs before the first paint, so that a dark page never flashes white. Loaded as a plain script: no imports here.
(() => {
  const key = 'pindai-theme';
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const root = document.documentElement;

  const chosen = () => {
    try {
      return localStorage.getItem(key) ?? 'auto';
    } catch {
      return 'auto'; // storage forbidden: follow the system
    }
  };
  const apply = () => {
    const choice = chosen();
    root.dataset.themeChoice = choice;
    root.dataset.bsTheme = choice === 'auto' ? (system.matches ? 'dark' : 'light') : choice;
  };

  root.classList.add('js');
  system.addEventListener('change', apply);
  window.addEventListener('storage', apply);
  document.addEventListener('pindai:theme', (event) => {
    try {
      localStorage.setItem(key, event.detail);
    } catch {
      root.dataset.themeChoice = event.detail;
    }
    apply();
  });
  apply();
})();
