// The shared rooms of the server name no process. The console has a guard of its own.
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { processes } from '../../domain/processes.ts';

const root = resolve(import.meta.dirname, '../..');
const SHARED = '{activities,api,db,platform,worker,workflows}/**/*.ts';
// The list of workflows, which a test compares with `domain/processes.ts`; and migrations, which never change.
const EXEMPT = ['workflows/index.ts', 'db/migrations/**'];

/** A file or folder with this word in its name belongs to the process. */
const ownWords: Readonly<Record<string, string>> = {
  conversation: 'conversation',
  ticket: 'ticket',
  'service-package': 'package',
};

/** A process's name as a whole string, in code or in SQL. Access rules such as `ticket.read` are longer. */
function namedIn(file: string, text: string): string[] {
  const code = text.replaceAll(/\/\*.*?\*\//gs, '').replaceAll(/^\s*\/\/.*$/gm, '');
  const names = processes.map(({ name }) => name);
  return names.filter((name) => {
    const isItsOwn = file.includes(ownWords[name] ?? name);
    return !isItsOwn && new RegExp(`(['"\`])${name}\\1`).test(code);
  });
}

/** `file: name`, sorted. */
function found(files: readonly string[], read: (file: string) => string): string[] {
  return files.flatMap((file) => namedIn(file, read(file)).map((name) => `${file}: ${name}`)).toSorted();
}

describe("a process's name", () => {
  test('is in no file of the shared rooms', () => {
    const files = globSync(SHARED, { cwd: root, exclude: EXEMPT });
    expect(found(files, (file) => readFileSync(join(root, file), 'utf8'))).toEqual([]);
  });

  test.each([
    ['db/write/new-table.ts', "const kind = 'ticket';", ['ticket']],
    ['db/write/new-table.ts', "sql`where process <> 'conversation'`", ['conversation']],
    ['api/cases/anything.ts', 'if (name === "service-package") return `ticket`;', ['ticket', 'service-package']],
    ['api/routes/tickets/opening.ts', "const kind = 'ticket';", []],
    ['db/read/package-boards.ts', "const kind = 'service-package';", []],
    ['api/routes/tickets/opening.ts', "const kind = 'conversation';", ['conversation']],
    ['api/cases/anything.ts', "import { ticket } from '../../domain/ticket/process.ts';", []],
    ['api/cases/anything.ts', "// as 'ticket' says\nconst access = 'ticket.read';", []],
  ])('is seen in %s: %s', (file, text, names) => {
    expect(namedIn(file, text)).toEqual(names);
  });

  test('every process has a word for its own files', () => {
    expect(Object.keys(ownWords).toSorted()).toEqual(processes.map(({ name }) => name).toSorted());
  });
});
