import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runJest } from './stack/jest.ts';
import { root, runTool } from './stack/tool.ts';

const tool = (name: string) => join(root, 'node_modules', name);
const webTypes = existsSync(join(root, 'web', 'tsconfig.json'));

const statics: { name: string; run: () => Promise<number> }[] = [
  { name: 'format', run: () => runTool([tool('oxfmt/bin/oxfmt'), '--check']) },
  { name: 'lint', run: () => runTool([tool('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings']) },
  { name: 'types', run: () => runTool([tool('typescript/bin/tsc'), '--noEmit']) },
  ...(webTypes
    ? [
        { name: 'languages', run: () => runTool([join(root, 'web/languages.ts')]) },
        { name: 'web types', run: () => runTool([tool('typescript/bin/tsc'), '--noEmit', '-p', 'web']) },
      ]
    : []),
  { name: 'dead code', run: () => runTool([tool('knip/bin/knip.js')]) },
];
const fastTests = {
  name: 'fast tests',
  run: async () => (await runJest(['test/domain', 'test/docs', 'test/guards'])).code,
};

const red: string[] = [];
for (const { name, run } of process.argv.includes('--static') ? statics : [...statics, fastTests]) {
  console.log(`\n— ${name}`);
  if ((await run()) !== 0) red.push(name);
}
console.log(red.length === 0 ? '\nAll is well.' : `\n${red.map((name) => `Red: ${name}.`).join('\n')}`);
process.exitCode = red.length === 0 ? 0 : 1;
