// Before anything is painted, so that a chosen dark page never flashes white. src/shell/theme.ts writes what is read here.
try {
  const chosen = localStorage.getItem('casebook.theme');
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch {
  // A browser that keeps nothing shows what the system says.
}
