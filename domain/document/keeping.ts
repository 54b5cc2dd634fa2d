import Type from 'typebox';
import { closed } from './parts.ts';

const period = (description: string) =>
  Type.Optional(
    Type.String({
      pattern: '^P(?=\\d)(?:\\d{1,2}Y)?(?:\\d{1,3}M)?(?:\\d{1,5}D)?$',
      description: `${description}; ISO 8601 in years, months and days, such as \`P1Y\``,
      examples: ['P1Y', 'P18M', 'P90D'],
    }),
  );

/** CDEK-23: how long closed cases are kept. Without a period they are kept for ever. */
export const KeepingDocument = closed(
  {
    conversation: period('Conversations after they were closed, with messages and files'),
    tickets: period('Tickets without a package after they were closed'),
  },
  'How long closed cases are kept; then they are removed. Money and the audit trail stay',
);
