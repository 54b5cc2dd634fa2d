// Jest compiles every module again for every test file. Here V8's code of a module is kept for the later files of the same
// process, which took 9 % of the time of a sample of API and browser files. Each file still executes modules of its own.
import vm, { type Script } from 'node:vm';

type Code = { source: string; data: Buffer };
type ModuleOptions = vm.SourceTextModuleOptions & { identifier: string };

const { SourceTextModule } = vm;
const modules = new Map<string, Code>();
const scripts = new Map<string, { source: string; script: Script } | Code>();

class KeptModule extends SourceTextModule {
  constructor(source: string, options: ModuleOptions) {
    const kept = modules.get(options.identifier);
    if (kept?.source === source) super(source, { ...options, cachedData: kept.data });
    else {
      super(source, options);
      modules.set(options.identifier, { source, data: (this as unknown as Script).createCachedData() });
    }
  }
}

// The code of a script that has run holds its functions, too. The script itself would keep the file that ran it alive.
function keptData(filename: string, source: string): Buffer | undefined {
  const kept = scripts.get(filename);
  if (kept?.source !== source) return undefined;
  if ('data' in kept) return kept.data;
  const data = kept.script.createCachedData();
  scripts.set(filename, { source, data });
  return data;
}

const compileFunction: typeof vm.compileFunction = (source, params = [], options = {}) => {
  const { filename = '', parsingContext, importModuleDynamically } = options;
  const data = keptData(filename, source);
  const script = new vm.Script(`(function (${params.join(',')}) {${source}\n})`, {
    filename,
    importModuleDynamically: importModuleDynamically as vm.ScriptOptions['importModuleDynamically'],
    ...(data === undefined ? {} : { cachedData: data }),
  });
  if (data === undefined) scripts.set(filename, { source, script });
  return script.runInContext(parsingContext as vm.Context);
};

/** From now on the modules of this process are compiled once. Jest takes both from `node:vm` at each use. */
export function keepCode(): void {
  Object.assign(vm, { SourceTextModule: KeptModule, compileFunction });
}
