/** `/` leads to the search box from anywhere but a field that one types into. */
export function focusSearchOnSlash(event: KeyboardEvent): void {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target as HTMLElement;
  if (target.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]')) return;
  const box = document.getElementById('search-box');
  if (!(box instanceof HTMLInputElement)) return;
  event.preventDefault();
  box.focus();
  box.select();
}
