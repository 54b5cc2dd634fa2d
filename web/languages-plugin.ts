import type { Plugin } from 'vite';
import { consoleLanguages, saidOf } from './languages.ts';

const MODULE = 'virtual:console-languages';

/**
 * The registry of the console's languages, made from the folders that are there. Each is loaded when it is chosen, and
 * the texts of a page when it is opened.
 */
export function consoleLanguagesPlugin(): Plugin {
  return {
    name: 'console-languages',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    async load(id) {
      if (id !== `\0${MODULE}`) return undefined;
      const found = await consoleLanguages();
      for (const one of found.filter(({ missing }) => missing.length > 0)) this.warn(saidOf(one));
      const entries = found.map(({ language, file, pages, missing }) => {
        const loads = Object.entries(pages).map(([page, path]) => `${JSON.stringify(page)}: ${loadOf(path)}`);
        const tag = JSON.stringify(language);
        const isComplete = missing.length === 0;
        return `{ language: ${tag}, isComplete: ${isComplete}, load: ${loadOf(file)}, pages: { ${loads.join(', ')} } }`;
      });
      return `export const languages = [${entries.join(', ')}];`;
    },
  };
}

const loadOf = (file: string) => `() => import(${JSON.stringify(file)})`;
