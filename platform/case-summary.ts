// Owns the line by which the Temporal UI names a case: what never changes of it, and the way to its page in the console.
// Refuses to say how it stands: its workflow keeps that in its current details.
import type { WorkflowClientInterceptor } from '@temporalio/client';
import type { Settings } from './settings.ts';

/** Where a case is shown in the console, by what its workflow's id begins with. */
const pages: Readonly<Record<string, { noun: string; path: string }>> = {
  conversation: { noun: 'request', path: '/inbox/all' },
  'service-package': { noun: 'package', path: '/packages' },
  ticket: { noun: 'ticket', path: '/tickets' },
};

/** The origin under which browsers find the console. */
export function consoleOrigin(settings: Pick<Settings, 'CARELINE_PUBLIC_URL' | 'CARELINE_PORT'>): string {
  const { CARELINE_PUBLIC_URL: url, CARELINE_PORT: port } = settings;
  return url === undefined ? `http://localhost:${port}` : new URL(url).origin;
}

/** One line of Markdown; `undefined` for what is no case. */
function caseSummary(workflowId: string, origin: string): string | undefined {
  const [process = '', program, id] = workflowId.split('/');
  const page = pages[process];
  if (page === undefined || program === undefined || id === undefined) return undefined;
  return `${program} ${page.noun}: [open in the console](${origin}${page.path}/${id})`;
}

type Named = { workflowId: string; staticSummary?: string };

/** For a client: whichever way it starts a case, the case has its line. */
export function summarised(origin: string): WorkflowClientInterceptor {
  const named = <Options extends Named>(options: Options): Options => {
    const staticSummary = caseSummary(options.workflowId, origin);
    return staticSummary === undefined ? options : { ...options, staticSummary };
  };
  return {
    startWithDetails: (input, next) => next({ ...input, options: named(input.options) }),
    signalWithStart: (input, next) => next({ ...input, options: named(input.options) }),
    startUpdateWithStart: (input, next) => next({ ...input, workflowStartOptions: named(input.workflowStartOptions) }),
  };
}
