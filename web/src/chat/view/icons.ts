// Icons are hidden from screen readers: a text beside them carries the meaning.

const drawings = {
  send: 'M4 12 20 4l-5 16-3.5-6.5z M11.5 13.5 20 4',
  clip: 'm8 12.5 6.2-6.2a3 3 0 0 1 4.3 4.3l-8 8a5 5 0 0 1-7.1-7.1l7.6-7.6',
  file: 'M7 3h7l5 5v11a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z M14 3v5h5',
  down: 'M12 5v14 M6 13l6 6 6-6',
  agent:
    'M5 13v-1a7 7 0 0 1 14 0v1 M5 13h2.5v5H6a2 2 0 0 1-2-2v-2a1 1 0 0 1 1-1z M19 13h-2.5v5H18a2 2 0 0 0 2-2v-2a1 1 0 0 0-1-1z',
  edit: 'M4 20l1-4.5L16.5 4a2 2 0 0 1 2.8 0l.7.7a2 2 0 0 1 0 2.8L8.5 19z M14.5 6l3.5 3.5',
  cross: 'M6 6l12 12 M18 6 6 18',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  warn: 'M12 8v5 M12 16.5v.01 M10.3 4.2 3 17a2 2 0 0 0 1.7 3h14.6a2 2 0 0 0 1.7-3L13.7 4.2a2 2 0 0 0-3.4 0z',
  star: 'm12 4 2.4 5 5.6.7-4.1 3.8 1.1 5.5-5-2.7-5 2.7 1.1-5.5L4 9.7 9.6 9z',
} as const;

export type IconName = keyof typeof drawings;

export function icon(name: IconName): SVGSVGElement {
  return drawn('0 0 24 24', 'icon', [[drawings[name], {}]]);
}

/** Careline's mark: a speech bubble with a line that continues. */
export function mark(): SVGSVGElement {
  const bubble =
    'M8 3h16a6 6 0 0 1 6 6v9a6 6 0 0 1-6 6h-7.5L9.7 29.2A1 1 0 0 1 8 28.4V24a6 6 0 0 1-6-6V9a6 6 0 0 1 6-6z';
  return drawn('0 0 32 32', 'mark', [
    [bubble, { class: 'mark-bubble' }],
    ['M7 14h4.2l2.6-4.5 4.4 8.6 2.5-4.1H25', { class: 'mark-line' }],
  ]);
}

function drawn(viewBox: string, name: string, paths: [string, Record<string, string>][]): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', viewBox);
  svg.setAttribute('class', name);
  svg.setAttribute('aria-hidden', 'true');
  for (const [shape, attributes] of paths) {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', shape);
    for (const [key, value] of Object.entries(attributes)) path.setAttribute(key, value);
    svg.append(path);
  }
  return svg;
}
