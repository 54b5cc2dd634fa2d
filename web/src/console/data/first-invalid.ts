// Owns where a form leads whoever could not send it: to the first field with an error, and to its words.

/** A field that is marked, or a group of choices that is described by an error. */
const INVALID = '[aria-invalid="true"], [role="radiogroup"][aria-describedby*="-error"]';

/** The form that is in front: the dialog's, or the page's. */
export function formInFront(): Element | null {
  return document.querySelector('[role="dialog"] form') ?? document.querySelector('form');
}

/** Once it is drawn, the first of its fields with an error has the focus, and the error is in sight. */
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

// An error of no field. One that holds the focus is in sight already.
function showAlert(form: Element | null): void {
  const alert = form?.querySelector('[role="alert"]:not(:empty)') ?? null;
  if (alert?.contains(document.activeElement) === false) alert.scrollIntoView({ block: 'center' });
}
