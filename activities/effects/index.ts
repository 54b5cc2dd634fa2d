import type { EffectActivities } from '../../workflows/effect-activities.ts';
import { byName } from '../by-name.ts';
import { packageSource } from '../records/package-effects.ts';
import type { CaseSource, ChannelParts } from './channel.ts';
import { helpdeskActivities } from './helpdesk.ts';
import { mailActivities } from './mail.ts';
import { paymentActivities } from './payment.ts';
import { smsActivities } from './sms.ts';

/** The processes that send SMS, mails or payment requests. */
const sources: readonly CaseSource[] = [packageSource];

/** The activities of every channel. */
export function effectActivities(parts: Omit<ChannelParts, 'sourceOf'>, known = sources): EffectActivities {
  const sourceOf = byName('source for effects of', known, ({ process }) => process);
  const channels = { ...parts, sourceOf };
  return {
    ...smsActivities(channels),
    ...mailActivities(channels),
    ...paymentActivities(channels),
    ...helpdeskActivities(parts),
  };
}
