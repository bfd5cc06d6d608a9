// Tabler's dark theme goes by an attribute. Read before anything is drawn, so that nothing flashes.
(() => {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const show = () => document.documentElement.setAttribute('data-bs-theme', dark.matches ? 'dark' : 'light');
  dark.addEventListener('change', show);
  show();
  // paper is white
  addEventListener('beforeprint', () => document.documentElement.setAttribute('data-bs-theme', 'light'));
  addEventListener('afterprint', show);
})();
