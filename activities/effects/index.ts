import type { EffectActivities } from '../../workflows/effect-activities.ts';
import { packageSource } from '../records/package-effects.ts';
import type { CaseSource, ChannelParts } from './channel.ts';
import { helpdeskActivities } from './helpdesk.ts';
import { paymentActivities } from './payment.ts';
import { smsActivities } from './sms.ts';

/** The processes whose customers get SMS or payment requests. */
const sources: readonly CaseSource[] = [packageSource];

/** The activities of every channel. */
export function effectActivities(parts: Omit<ChannelParts, 'sourceOf'>, known = sources): EffectActivities {
  const channels = { ...parts, sourceOf: sourcesOf(known) };
  return { ...smsActivities(channels), ...paymentActivities(channels), ...helpdeskActivities(parts) };
}

function sourcesOf(known: readonly CaseSource[]): ChannelParts['sourceOf'] {
  const byProcess = new Map(known.map((source) => [source.process, source]));
  return (process) => {
    const found = byProcess.get(process);
    if (found === undefined) throw new Error(`no source for effects of ${process}`);
    return found;
  };
}
