// Text becomes a text node, never markup.
import { languageOf } from '../texts/fallback.ts';

type Props = Readonly<Record<string, string | number | boolean | EventListener | undefined>>;

/** `onclick` and similar are listeners, `true` is an attribute without a value, `undefined` and `false` are left out. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props = {},
  ...children: (Node | string | null)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? '' : `${value}`);
  }
  made.append(...children.filter((child) => child !== null));
  speak(made, children.length === 1 && typeof children[0] === 'string' ? children[0] : null);
  return made;
}

/** Writes a sentence of the page into an element that is there already. */
export function write(made: HTMLElement, text: string): void {
  made.textContent = text;
  made.removeAttribute('lang');
  made.removeAttribute('dir');
  speak(made, text);
}

function speak(made: HTMLElement, text: string | null): void {
  for (const [name, value] of Object.entries(languageOf(text))) made.setAttribute(name, value);
}

type Keyed = { key: string; make: () => HTMLElement; update?: (made: HTMLElement) => void };

/** Sets the children of a parent in this order, and keeps the elements whose keys are already there. */
export function keepChildren(parent: HTMLElement, wanted: readonly Keyed[]): void {
  const keys = new Set(wanted.map((one) => one.key));
  const old = new Map<string, HTMLElement>();
  for (const child of [...parent.children] as HTMLElement[]) {
    const key = child.getAttribute('data-key') ?? '';
    if (keys.has(key)) old.set(key, child);
    else child.remove();
  }
  let place: Element | null = parent.firstElementChild;
  for (const { key, make, update } of wanted) {
    const made = old.get(key) ?? make();
    made.setAttribute('data-key', key);
    update?.(made);
    if (made === place) place = place.nextElementSibling;
    else parent.insertBefore(made, place);
  }
}
