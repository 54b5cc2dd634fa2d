import { useEffect, useRef } from 'react';
import { storedSwitch } from '../data/stored-switch.ts';

/** Physical keys, so that they also work in the Russian layout. */
const places = {
  j: 'KeyJ',
  k: 'KeyK',
  a: 'KeyA',
  c: 'KeyC',
  t: 'KeyT',
  '/': 'Slash',
  '?': 'Slash',
  Escape: 'Escape',
} as const;

export type Shortcut = keyof typeof places;

type Listener = { key: Shortcut; press: () => boolean | void };

const listeners: Listener[] = [];

/** WCAG 2.1.4: single keys can be turned off. */
export const shortcutsSwitch = storedSwitch('careline:shortcuts-off');

/** Active while the component is on screen. The newest listener is asked first; `false` passes the key on. */
export function useShortcut(key: Shortcut, press: () => boolean | void): void {
  const latest = useRef(press);
  useEffect(() => {
    latest.current = press;
  });
  useEffect(() => {
    const listener: Listener = { key, press: () => latest.current() };
    listeners.unshift(listener);
    return () => void listeners.splice(listeners.indexOf(listener), 1);
  }, [key]);
}

function keyOf(event: KeyboardEvent): Shortcut | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return undefined;
  if (event.code === 'Slash' || event.key === '?' || event.key === '/')
    return event.shiftKey || event.key === '?' ? '?' : '/';
  if (event.shiftKey) return undefined;
  return (Object.keys(places) as Shortcut[]).find((key) => places[key] === event.code);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable="true"]') !== null;
}

// Read before any handler runs: a dialog closed by Escape is gone when the key arrives here.
let isCovered = false;
addEventListener(
  'keydown',
  () => {
    isCovered = document.querySelector('[role="dialog"], [role="menu"]') !== null;
  },
  { capture: true },
);

document.addEventListener('keydown', (event) => {
  const key = keyOf(event);
  if (key === undefined || event.defaultPrevented || isCovered) return;
  if (key !== 'Escape' && (!shortcutsSwitch.isOn() || isTyping(event.target))) return;
  const taken = listeners.some((listener) => listener.key === key && listener.press() !== false);
  if (taken) event.preventDefault();
});
