document.documentElement.dataset.bsTheme = 'dark';
