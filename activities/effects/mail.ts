import type { Em } from '../../db/orm.ts';
import type { EffectToPlan } from '../../db/write/effect-row.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { MailOrder } from '../../domain/effect.ts';
import { wordingOfCase } from '../../programs/index.ts';
import { renderText } from '../../programs/render.ts';
import type { MailDetails } from '../../vendors/smtp/mail-adapter.ts';
import type { MailActivities } from '../../workflows/effect-activities.ts';
import type { Adapters } from './adapters.ts';
import { accountNow, type CaseSource, type ChannelParts, effectName, perform, planWithMove } from './channel.ts';

export function mailActivities(parts: ChannelParts): MailActivities {
  return {
    async sendMail({ process, caseId, order }) {
      const source = parts.sourceOf(process);
      const outcome = await perform(parts, await mailEffect(parts.orm.em.fork(), { source, caseId }, order));
      if (outcome === null) return { status: 'refused' };
      return { status: outcome.status === 'done' ? 'sent' : 'unknown' };
    },
  };
}

export type MailOfCase = { source: CaseSource; caseId: string };

/** A mail in the program's words. Its files are named, not read. @throws Error for a process that sends no mails */
export async function mailEffect(em: Em, { source, caseId }: MailOfCase, order: MailOrder): Promise<EffectToPlan> {
  if (source.mail === undefined) throw new Error(`a ${source.process} sends no mails`);
  const about = await source.read(em, caseId);
  const { to, cc, values: read, files } = await source.mail(em, caseId, order);
  const wording = wordingOfCase(about.program, about.policy);
  const values = { ...order.values, ...read };
  const { ifUnknown, rule, subject, text } = order;
  const details: MailDetails & { textId: string; rule: string; account?: string } = {
    ...{ textId: text, rule, ifUnknown, cc },
    subject: renderText(wording, { text: subject, values }),
    attachments: files.map(({ id: fileId, ...file }) => ({ fileId, ...file })),
    ...accountNow(about.program, 'mail'),
  };
  const said = renderText(wording, { text, values });
  return { ...effectName(about, order.intent), kind: 'mail', recipient: to, text: said, details };
}

/** Plans the mails of a move. It must run in the transaction that writes the move, so both are written or neither. */
export async function planMails(
  em: Em,
  adapters: Adapters,
  of: MailOfCase,
  ordered: readonly { order: MailOrder; at: Instant }[],
): Promise<void> {
  for (const { order, at } of ordered) await planWithMove(em, adapters, await mailEffect(em, of, order), at);
}
