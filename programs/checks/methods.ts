// Ways to pay: each says all that its kind needs, and no more.
import type { RulesDocument } from '../../domain/document/program.ts';
import { listedMethods } from '../adapters.ts';
import type { Report } from './report.ts';

/** A booking without a way to pay says this in place of a method. */
const RESERVED = 'later';

export function checkMethods(report: Report, { methods, booking }: NonNullable<RulesDocument['servicePackage']>): void {
  const at = (...steps: (string | number)[]) => ['program', 'servicePackage', 'methods', ...steps];
  if (isList(methods)) {
    methods.forEach((name, index) => {
      if (!listedMethods.includes(name))
        report.error(
          at(index),
          'unknown-method',
          `a list has only ${listedMethods.join(', ')}; write \`${name}: { kind: … }\``,
        );
    });
    if (methods.includes('cash') && booking.cashNotice === undefined)
      report.error(at(), 'no-notice', 'cash in a list needs `booking.cashNotice`');
    return;
  }
  if (Object.keys(methods).length === 0) report.error(at(), 'no-method', 'there is no way to pay: name one');
  for (const [name, { kind, account }] of Object.entries(methods)) {
    if (name === RESERVED) report.error(at(name), 'reserved-name', `\`${RESERVED}\` is a booking without a way to pay`);
    if (kind === 'by-hand' && account !== undefined)
      report.error(at(name, 'account'), 'by-hand', 'money by hand goes to no account');
  }
  if (booking.cashNotice !== undefined)
    report.warning(
      ['program', 'servicePackage', 'booking', 'cashNotice'],
      'unused-notice',
      'it is for `methods` as a list; a method says its own `notice`',
    );
}

function isList(methods: NonNullable<RulesDocument['servicePackage']>['methods']): methods is readonly string[] {
  return Array.isArray(methods);
}
