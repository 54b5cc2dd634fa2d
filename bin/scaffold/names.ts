import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Remedy } from '../launch/remedy.mjs';

/** A process's name in the forms that code uses: `parcel-return`, `parcelReturn`, `ParcelReturn`, `parcel return`. */
export type Names = { name: string; camel: string; Pascal: string; words: string };

const LONGEST = 40;

/** Words of JavaScript, of live events, and of what the templates import. */
const RESERVED = new Set(
  `abstract arguments as async await boolean break case cases catch class const continue debugger default delete do else
  enum eval export extends false finally for from function get if implements import in instanceof interface let named
  new null of open package private protected public return set shown static super switch this throw true try type typeof
  undefined var void while with yield
  message notification removed resync taken withdrawn
  contract index policy process processes program record refusal row rows schema sql state step`.split(/\s+/),
);

/** A file or folder of this name in one of these rooms would be the process's. */
const ROOMS = ['domain', 'workflows', 'api/routes', 'web/src/console', 'db/read', 'test/domain'];

/** @throws Remedy for a name that no new process can have */
export function namesOf(root: string, given: readonly string[], known: readonly string[]): Names {
  const [name] = given;
  if (name === undefined || given.length > 1) {
    throw new Remedy('Say one name: npm run new:process parcel-return');
  }
  if (!/^[a-z]+(-[a-z]+)*$/.test(name) || name.length > LONGEST) {
    throw new Remedy(
      `"${name}" is no name for a process: take lower-case words joined by hyphens, such as parcel-return (at most ${LONGEST} letters).`,
    );
  }
  if (RESERVED.has(name)) throw new Remedy(`"${name}" is a reserved word: take another name.`);
  if (known.includes(name)) throw new Remedy(`There is a process "${name}" already: take another name.`);
  const taken = ROOMS.flatMap((room) => [`${room}/${name}`, `${room}/${name}.ts`]).find((path) =>
    existsSync(join(root, path)),
  );
  if (taken !== undefined) throw new Remedy(`"${name}" is taken by ${taken}: take another name.`);
  const Pascal = name.split('-').map(capital).join('');
  return { name, Pascal, camel: Pascal.charAt(0).toLowerCase() + Pascal.slice(1), words: name.replaceAll('-', ' ') };
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Puts a name's forms into a template's text or path. */
export function filled(template: string, names: Names): string {
  return template.replaceAll(/__(name|camel|Pascal|words)__/g, (_, form: keyof Names) => names[form]);
}
