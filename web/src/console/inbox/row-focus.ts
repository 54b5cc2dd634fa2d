// The focus is the selection: the list has no other.

/** Focuses the row `step` away from the focused or else the open one, or the nearest end without either. */
export function focusRow(step: -1 | 0 | 1, openId: string | undefined): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
  const focused = rows.findIndex((row) => row === document.activeElement);
  const open = rows.findIndex((row) => row.dataset['row'] === openId);
  const from = focused >= 0 ? focused : open;
  const wanted = from < 0 ? (step < 0 ? rows.length - 1 : 0) : Math.min(Math.max(from + step, 0), rows.length - 1);
  rows[wanted]?.focus();
  rows[wanted]?.scrollIntoView({ block: 'nearest' });
}
