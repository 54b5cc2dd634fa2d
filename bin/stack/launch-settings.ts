// Owns the settings of `npm start` itself: its four ports, and that nothing is started while any setting is wrong. What the
// processes read is in platform/settings.ts.
import { settingMistakes } from '../../platform/settings.ts';
import { Remedy } from '../launch/remedy.mjs';

/** The ports of the one-machine stack, keyed by the environment variable that sets each. */
export type StackPorts = {
  CARELINE_PORT: number;
  CARELINE_POSTGRES_PORT: number;
  CARELINE_TEMPORAL_PORT: number;
  CARELINE_TEMPORAL_UI_PORT: number;
};

/** Each port's variable, default and meaning, as docs/settings.md says them. */
export const stackPorts = {
  CARELINE_PORT: { fallback: 8080, meaning: 'API, console and customer page' },
  CARELINE_POSTGRES_PORT: { fallback: 5433, meaning: 'PostgreSQL that npm start brings up' },
  CARELINE_TEMPORAL_PORT: { fallback: 7233, meaning: 'Temporal server that npm start brings up' },
  CARELINE_TEMPORAL_UI_PORT: { fallback: 8233, meaning: 'Temporal UI that npm start brings up' },
} as const;

/**
 * The ports of the stack, from an environment with which API and worker can start too.
 * @throws Remedy with one line per mistake, theirs included
 */
export function readLaunchSettings(environment: NodeJS.ProcessEnv): StackPorts {
  const mistakes: string[] = [];
  const seen = new Map<number, string>();
  const entries = Object.entries(stackPorts).map(([name, { fallback }]) => {
    const raw = environment[name] || String(fallback);
    const port = /^\d+$/.test(raw) ? Number(raw) : 0;
    if (port < 1 || port > 65_535) mistakes.push(`${name} is "${raw}", but a port is a number from 1 to 65535`);
    else if (seen.has(port)) mistakes.push(`${name} and ${seen.get(port)} are both ${port}: change one of them`);
    seen.set(port, name);
    return [name, port];
  });
  mistakes.push(...settingMistakes(handedOn(environment)));
  if (mistakes.length > 0) throw new Remedy(mistakes.join('\n'));
  return Object.fromEntries(entries) as StackPorts;
}

/** What API and worker will be told: what the person has set, but for what the stack itself decides (`processEnvironment`). */
function handedOn(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { CARELINE_SESSION_SECRET: secret = '', CARELINE_SESSION_SECRET_FILE: file = '' } = environment;
  return {
    CARELINE_DEMO: 'true',
    ...environment,
    DATABASE_URL: 'postgres://made-by-the-stack',
    DATABASE_URL_FILE: '',
    TEMPORAL_ADDRESS: '',
    TEMPORAL_NAMESPACE: '',
    CARELINE_SESSION_SECRET: file === '' ? secret || 'a secret that the stack makes by itself' : secret,
    CARELINE_PORT: '',
  };
}
