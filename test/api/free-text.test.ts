// Every free text of people is marked as one in its schema, so that card numbers in it are masked.
import { expect, test } from '@jest/globals';
import * as administration from '../../api/schemas/administration.ts';
import * as conversations from '../../api/schemas/conversations.ts';
import * as effect from '../../api/schemas/effect.ts';
import { FREE_TEXT } from '../../api/schemas/shared.ts';
import * as notification from '../../api/schemas/notification.ts';
import * as payloads from '../../api/schemas/payloads.ts';
import * as person from '../../api/schemas/person.ts';
import * as program from '../../api/schemas/program.ts';
import * as servicePackages from '../../api/schemas/service-packages.ts';
import * as tickets from '../../api/schemas/tickets.ts';

type Shape = {
  type?: string;
  properties?: Record<string, Shape>;
  items?: Shape;
  anyOf?: Shape[];
  enum?: unknown;
  const?: unknown;
  format?: string;
  pattern?: string;
  additionalProperties?: unknown;
  [FREE_TEXT]?: true;
};

// Values that are not free text, or that are masked where they are read (a message's text, a contract number).
const PLAIN = new Set([
  ...['LoginBody/login', 'LoginBody/password', 'OwnPassword/currentPassword', 'OwnPassword/newPassword'],
  ...['NewPerson/password', 'PersonChange/password'],
  ...['MessageBody/text', 'MessageBody/choice', 'MessageBody/clientMessageId'],
  ...['IdentificationBody/text', 'IdentificationBody/question'],
  ...['AssignBody/login', 'BulkBody/command/login', 'NewTicket/type'],
  ...['NewServicePackage/catalogueItem', 'NewServicePackage/payment', 'PaymentMethodBody/method'],
  ...['Customer/phone', 'NewServicePackage/customer/phone', 'NewTicket/customer/phone'],
]);

/** The places of a schema with an unmarked text of any letters. A pattern that fits any letter proves nothing. */
function unmarked(shape: Shape, path: string): string[] {
  const { type, pattern = '\\S', properties = {}, items, anyOf = [] } = shape;
  const isWords = type === 'string' && pattern === '\\S' && shape[FREE_TEXT] !== true;
  const isAny = shape.enum === undefined && shape.const === undefined && shape.format === undefined;
  return [
    ...(isWords && isAny ? [path] : []),
    ...Object.entries(properties).flatMap(([name, inner]) => unmarked(inner, `${path}/${name}`)),
    ...anyOf.flatMap((inner) => unmarked(inner, path)),
    ...(items === undefined ? [] : unmarked(items, path)),
  ];
}

test('each text of a body is somebody’s own words, or known to be none', () => {
  const all = { ...administration, ...conversations, ...effect, ...notification, ...payloads };
  const rest = { ...person, ...program, ...servicePackages, ...tickets };
  // Only bodies reject unknown fields.
  const bodies = Object.entries({ ...all, ...rest } as Record<string, unknown>).filter(
    ([, schema]) => (schema as Shape | null)?.additionalProperties === false,
  );
  expect(bodies.length).toBeGreaterThan(20);
  const found = bodies.flatMap(([name, schema]) => unmarked(schema as Shape, name));
  expect(new Set(found)).toEqual(PLAIN);
});
