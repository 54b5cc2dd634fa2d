// The Temporal UI shows this line for a case. It never changes; the current state is in the workflow's own details.
import type { WorkflowClientInterceptor } from '@temporalio/client';
import type { Settings } from './settings.ts';

/** The origin under which browsers find the console. */
export function consoleOrigin(settings: Pick<Settings, 'CARELINE_PUBLIC_URL' | 'CARELINE_PORT'>): string {
  const { CARELINE_PUBLIC_URL: url, CARELINE_PORT: port } = settings;
  return url === undefined ? `http://localhost:${port}` : new URL(url).origin;
}

const CASE = /^(?<process>[^/]+)\/(?<program>[^/]+)\/(?<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** One line of Markdown; `undefined` for a workflow that is no case. The console leads from the address to the page. */
function caseSummary(workflowId: string, origin: string): string | undefined {
  const { process, program, id } = CASE.exec(workflowId)?.groups ?? {};
  return id === undefined
    ? undefined
    : `${program} ${process}: [open in the console](${origin}/cases/${process}/${id})`;
}

type Named = { workflowId: string; staticSummary?: string };

/** A client interceptor: every way to start a case adds the line. */
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
