// `npm start` has four ports of its own and starts nothing while any setting is wrong. The other settings are in
// platform/settings.ts.
import { settingMistakes } from '../../platform/settings.ts';
import { Remedy } from '../launch/remedy.mjs';

/** The ports of the one-machine stack, keyed by their environment variables. */
export type StackPorts = {
  CARELINE_PORT: number;
  CARELINE_POSTGRES_PORT: number;
  CARELINE_TEMPORAL_PORT: number;
  CARELINE_TEMPORAL_UI_PORT: number;
};

/** Each port's variable, default and meaning, as in docs/settings.md. */
export const stackPorts = {
  CARELINE_PORT: { fallback: 8080, meaning: 'API, console and customer page' },
  CARELINE_POSTGRES_PORT: { fallback: 5433, meaning: 'PostgreSQL that npm start brings up' },
  CARELINE_TEMPORAL_PORT: { fallback: 7233, meaning: 'Temporal server that npm start brings up' },
  CARELINE_TEMPORAL_UI_PORT: { fallback: 8233, meaning: 'Temporal UI that npm start brings up' },
} as const;

/**
 * The ports of the stack, if API and worker can start with this environment too.
 * @throws Remedy with one line per mistake, also in their settings
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

/**
 * The settings of API and worker: those of the person, except for those that the stack itself decides
 * (`processEnvironment`).
 */
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
