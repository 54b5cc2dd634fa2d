// The questions of an intake can be asked, read and answered.
import type { RulesDocument } from '../../domain/document/program.ts';
import { mistakeOfPattern } from './pattern.ts';
import { type Report, unique } from './report.ts';

type Conversation = NonNullable<RulesDocument['conversation']>;

export function checkQuestions(report: Report, policy: Conversation): void {
  const at = (...steps: (string | number)[]) => ['program', 'conversation', ...steps];
  const { questions, identification, intake } = policy;
  if (questions === undefined && identification === undefined)
    report.error(at(), 'missing', 'has no `questions`: what the chat asks first; an empty list asks nothing');
  if (questions !== undefined && identification !== undefined)
    report.error(at('identification'), 'twice', '`questions` are there too; the earlier form cannot be beside them');
  checkPattern(report, at('identification'), identification?.check);
  unique(
    report,
    at('questions'),
    (questions ?? []).map(({ id }) => id),
    'question',
  );
  questions?.forEach(({ check, prompt }, index) => {
    checkPattern(report, at('questions', index), check);
    if (index > 0 && prompt === undefined)
      report.error(at('questions', index), 'missing', 'has no `prompt`: only the first question can do without one');
  });
  // Otherwise a customer who answers everything never sees the categories.
  if (intake !== null && questions !== undefined && intake.answers <= questions.length)
    report.error(at('intake', 'answers'), 'out-of-order', `must be more than the ${questions.length} questions`);
}

type Check = NonNullable<Conversation['questions']>[number]['check'];

function checkPattern(report: Report, path: (string | number)[], check: Check | undefined): void {
  if (check?.kind !== 'pattern') return;
  const mistake = mistakeOfPattern(check.pattern);
  if (mistake !== null) report.error([...path, 'check', 'pattern'], mistake.code, mistake.text);
}
