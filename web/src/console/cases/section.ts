import type { ComponentType } from 'react';
import type { Section } from './screens-shape.ts';

type Load = () => Promise<ComponentType>;

/** A page that is loaded when it is first opened. */
export function page(path: string, load: Load) {
  return { path, lazy: async () => ({ Component: await load() }) };
}

/** A section with one page, at `/name`. `label` is a text key. */
export function section(name: string, label: string, load: Load): Section {
  return { path: `/${name}`, label, route: page(name, load) };
}
