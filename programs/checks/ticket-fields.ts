// The fields of a ticket type can be told apart, and a choice has something to choose.
import type { RulesDocument } from '../../domain/document/program.ts';
import { type Report, unique } from './report.ts';

type Fields = NonNullable<RulesDocument['tickets']>['types'][string]['fields'];

export function checkTicketFields(report: Report, path: readonly (string | number)[], fields: Fields = []): void {
  unique(
    report,
    path,
    fields.map(({ id }) => id),
    'field',
  );
  fields.forEach(({ id, kind, choices }, index) => {
    const at = [...path, index, 'choices'];
    if (kind === 'choice' && (choices ?? []).length === 0)
      report.error(
        [...path, index],
        'no-choices',
        `\`${id}\` is a choice, but there is nothing to choose: add \`choices\``,
      );
    if (kind !== 'choice' && choices !== undefined)
      report.error(at, 'unused-choices', `\`${id}\` is no choice: remove \`choices\`, or write \`kind: choice\``);
    unique(report, at, choices ?? [], 'choice');
  });
}
