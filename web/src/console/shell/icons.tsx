// Icons are hidden from screen readers: a text beside them carries the meaning.

const drawings = {
  bell: 'M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15z M10 20.5a2 2 0 0 0 4 0',
  clip: 'm8 12.5 6.2-6.2a3 3 0 0 1 4.3 4.3l-8 8a5 5 0 0 1-7.1-7.1l7.6-7.6',
  send: 'M4 12 20 4l-5 16-3.5-6.5z M11.5 13.5 20 4',
  file: 'M7 3h7l5 5v11a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z M14 3v5h5',
  warn: 'M12 8v5 M12 16.5v.01 M10.3 4.2 3 17a2 2 0 0 0 1.7 3h14.6a2 2 0 0 0 1.7-3L13.7 4.2a2 2 0 0 0-3.4 0z',
  clock: 'M12 7v5l3.5 2 M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3 M6 11h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M4.5 20a7.5 7.5 0 0 1 15 0',
  bot: 'M8 8h8a3 3 0 0 1 3 3v5a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3v-5a3 3 0 0 1 3-3z M12 8V5 M9.5 13v1 M14.5 13v1',
  agent:
    'M5 13v-1a7 7 0 0 1 14 0v1 M5 13h2.5v5H6a2 2 0 0 1-2-2v-2a1 1 0 0 1 1-1z M19 13h-2.5v5H18a2 2 0 0 0 2-2v-2a1 1 0 0 0-1-1z',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  cross: 'M6 6l12 12 M18 6 6 18',
  down: 'M12 5v14 M6 13l6 6 6-6',
  back: 'M15 5l-7 7 7 7',
  keyboard:
    'M4 7h16a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1z M7 10.5v.01 M11 10.5v.01 M15 10.5v.01 M8.5 14h7',
  search: 'M11 5a6 6 0 1 1 0 12 6 6 0 0 1 0-12z M15.5 15.5 20 20',
  offline:
    'M3 3l18 18 M8.5 15.5a5 5 0 0 1 7 0 M5.5 12.3a9.5 9.5 0 0 1 4.5-2.5 M12 19v.01 M14 9.8a9.5 9.5 0 0 1 4.5 2.5',
} as const;

export type IconName = keyof typeof drawings;

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
