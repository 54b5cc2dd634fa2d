// Icons are hidden from screen readers: a text beside them carries the meaning.

import { drawings, type IconName } from './icon-drawings.ts';

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      className={name === 'back' || name === 'send' ? 'icon directional' : 'icon'}
      viewBox="0 0 24 24"
      width={size}
      height={size}
      aria-hidden="true"
    >
      <path d={drawings[name]} />
    </svg>
  );
}

/** Careline's mark: a speech bubble with a line that continues. */
export function Mark({ size = 32 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <path
        className="mark-bubble"
        d="M8 3h16a6 6 0 0 1 6 6v9a6 6 0 0 1-6 6h-7.5L9.7 29.2A1 1 0 0 1 8 28.4V24a6 6 0 0 1-6-6V9a6 6 0 0 1 6-6z"
      />
      <path className="mark-line" d="M7 14h4.2l2.6-4.5 4.4 8.6 2.5-4.1H25" />
    </svg>
  );
}
