import type { Plugin } from 'vite';
import { consoleLanguages, saidOf } from './languages.ts';

const MODULE = 'virtual:console-languages';

/** The registry of the console's languages, made from the folders that are there. Each is loaded when it is chosen. */
export function consoleLanguagesPlugin(): Plugin {
  return {
    name: 'console-languages',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    async load(id) {
      if (id !== `\0${MODULE}`) return undefined;
      const found = await consoleLanguages();
      for (const one of found.filter(({ missing }) => missing.length > 0)) this.warn(saidOf(one));
      const entries = found.map(({ language, file, missing }) => {
        const [tag, path] = [language, file].map((text) => JSON.stringify(text));
        return `{ language: ${tag}, isComplete: ${missing.length === 0}, load: () => import(${path}) }`;
      });
      return `export const languages = [${entries.join(', ')}];`;
    },
  };
}
