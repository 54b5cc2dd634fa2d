// What a customer sends, as a message, by the version of the program that is valid at that moment.
import { randomUUID } from 'node:crypto';
import type { ConversationRecord } from '../../../db/read/conversations.ts';
import type { NewMessage } from '../../../db/write/messages.ts';
import { maskCardNumbers } from '../../../domain/card-number.ts';
import type { IntakeInput } from '../../../domain/conversation/intake.ts';
import { categoryPolicy } from '../../../domain/conversation/policy.ts';
import type { Program } from '../../../domain/program.ts';
import { newestVersion } from '../../../programs/index.ts';

/** The input, the message that it becomes, and the version of the program that answers it. */
export type Sent = { program: Program; input: IntakeInput; message: NewMessage };

/** What a customer's input becomes. */
export function sentBy(
  { stage, intakeStep }: Pick<ConversationRecord, 'stage' | 'intakeStep'>,
  { program, input: given, dedupeKey }: { program: Program; input: IntakeInput; dedupeKey: string | null },
): Sent {
  const isOffered = stage === 'intake' && intakeStep === 'category';
  const input = isOffered && given.kind === 'choice' ? asOffered(program, given) : given;
  const label = input.kind === 'choice' ? labelIn(program, input.choice) : undefined;
  const text = label ?? maskCardNumbers(writtenIn(input));
  const from = { author: 'customer', login: null } as const;
  return { program, input, message: { id: randomUUID(), ...from, text, choices: null, textId: null, dedupeKey } };
}

/** The typed text, also beside a file. */
export function writtenIn(input: IntakeInput): string {
  if (input.kind === 'attachment') return input.caption;
  return input.kind === 'text' ? input.text : '';
}

// A category may have been taken out of the program while its button was on the screen. Its label is then a text like
// any other, so the bot offers today's categories.
function asOffered(program: Program, input: Extract<IntakeInput, { kind: 'choice' }>): IntakeInput {
  if (labelIn(program, input.choice) !== undefined) return input;
  const before = newestVersion(program.name, (version) => labelIn(version, input.choice) !== undefined);
  const label = before && labelIn(before, input.choice);
  return label === undefined ? input : { kind: 'text', text: label };
}

function labelIn({ conversation }: Program, category: string): string | undefined {
  return conversation && categoryPolicy(conversation, category)?.label;
}
