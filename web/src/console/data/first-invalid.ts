/** A field that is marked, or a group of choices that is described by an error. */
const INVALID = '[aria-invalid="true"], [role="radiogroup"][aria-describedby*="-error"]';

/** The form in front: the dialog's, or the page's. */
export function formInFront(): Element | null {
  return document.querySelector('[role="dialog"] form') ?? document.querySelector('form');
}

/** After drawing, focuses the first field with an error and scrolls the error into view. */
export function focusFirstInvalid(form: Element | null): void {
  requestAnimationFrame(() => {
    const invalid = form?.querySelector<HTMLElement>(INVALID) ?? null;
    if (invalid === null) return showAlert(form);
    const isGroup = invalid.matches('[role="radiogroup"]');
    const field = isGroup ? invalid.querySelector<HTMLElement>('input:checked, input:enabled') : invalid;
    field?.focus({ preventScroll: true });
    (errorOf(invalid) ?? invalid).scrollIntoView({ block: 'center' });
  });
}

function errorOf(field: Element): Element | null {
  const ids = field.getAttribute('aria-describedby')?.split(' ') ?? [];
  const id = ids.find((one) => one.endsWith('-error'));
  return id === undefined ? null : document.querySelector(`[id="${id}"]`);
}

// An error that belongs to no field. A focused one is already in view.
function showAlert(form: Element | null): void {
  const alert = form?.querySelector('[role="alert"]:not(:empty)') ?? null;
  if (alert?.contains(document.activeElement) === false) alert.scrollIntoView({ block: 'center' });
}
