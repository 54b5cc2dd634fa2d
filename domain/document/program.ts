import Type, { type Static } from 'typebox';
import { ConversationDocument } from './conversation.ts';
import { HolidayListDocument } from './holidays.ts';
import { KeepingDocument } from './keeping.ts';
import { PageDocument } from './page.ts';
import { byId, closed, type Frozen, ID, ids } from './parts.ts';
import { ServicePackageDocument } from './service-package.ts';
import { TicketsDocument } from './tickets.ts';
import { VendorsDocument } from './vendors.ts';

/** BCP 47 as it is written: `ru`, `pt-BR`, `uz-Latn`, `ca-valencia`, `ar-EG-u-nu-latn`. */
export const LOCALE =
  '^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\\d{3}))?(?:-(?:[a-z0-9]{5,8}|\\d[a-z0-9]{3}))*(?:-u(?:-[a-z0-9]{2,8})+)?$';

/** `program.yaml`: the rules, without wording. */
export const RulesDocument = closed({
  name: Type.String({
    pattern: '^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$',
    maxLength: 40,
    description: 'In addresses and stored cases; it never changes',
  }),
  timeZone: Type.String({ minLength: 1, maxLength: 64, description: 'IANA name, such as `Africa/Cairo`' }),
  country: Type.Optional(
    Type.String({
      pattern: '^[A-Z]{2}$',
      description: 'Phone numbers without a country code belong to it: ISO 3166-1 alpha-2',
    }),
  ),
  locale: Type.String({ pattern: LOCALE, description: 'The language of texts to customers, BCP 47' }),
  staffLocales: Type.Optional(
    Type.Array(Type.String({ pattern: LOCALE }), {
      uniqueItems: true,
      description: 'Other languages of its people; each has a complete file of labels',
    }),
  ),
  roles: ids('Its people’s roles, in the order of lists'),
  publishing: Type.Optional(
    closed({
      secondPerson: Type.Boolean({ description: 'A version is published by another person than its last editor' }),
    }),
  ),
  keeping: Type.Optional(KeepingDocument),
  vendors: Type.Optional(VendorsDocument),
  conversation: Type.Optional(ConversationDocument),
  tickets: Type.Optional(TicketsDocument),
  servicePackage: Type.Optional(ServicePackageDocument),
});

const Label = Type.String({ minLength: 1, maxLength: 300 });
const labels = (description: string) =>
  Type.Optional(Type.Record(Type.String({ pattern: ID }), Label, { description, additionalProperties: false }));

const Text = Type.Union(
  [
    Type.String({ minLength: 1, maxLength: 4_000 }),
    closed({
      text: Type.String({ minLength: 1, maxLength: 4_000 }),
      pinned: Type.Boolean({ description: 'An open case keeps this wording: terms, prices' }),
    }),
  ],
  { description: 'An ICU message' },
);

const ProductWords = (description: string) =>
  closed(
    { one: Type.String({ minLength: 1, maxLength: 60 }), other: Type.String({ minLength: 1, maxLength: 60 }) },
    description,
  );

/** `texts.<locale>.yaml`: names of the program's parts for its people, and what its customers read. */
export const TextsDocument = closed({
  title: Type.String({ minLength: 1, maxLength: 200, description: 'The name of the business' }),
  product: Type.Optional(
    closed(
      {
        package: ProductWords('The thing sold: one, and several, as a heading says it'),
        visit: ProductWords('Its visits: one, and several'),
      },
      'The words for the thing sold; without them packages and visits',
    ),
  ),
  labels: closed({
    roles: labels('By role'),
    categories: labels('By category'),
    dispositions: labels('By disposition'),
    ticketTypes: labels('By ticket type'),
    ticketResults: labels('By ticket result'),
    ticketFields: labels('By field of tickets'),
    ticketChoices: labels('By choice of a field of tickets'),
    tasks: labels('By task of tickets'),
    packages: labels('By package of the catalogue'),
    methods: labels('By way to pay'),
    notices: labels('By notice: what the person who sells has to tell the customer'),
    offers: labels('By offer in place of an unpaid booking'),
    sms: labels('By text that leaves as an SMS: what it is about'),
    numbers: labels(
      'By number that customers are known by: `contract-number`, `inn`; `any` is a field that takes each',
    ),
    questions: labels('By question of the intake: what its answer is, as “Order number”'),
    rules: Type.Optional(
      Type.Record(Type.String({ minLength: 1, maxLength: 100 }), Type.String({ minLength: 1, maxLength: 1_000 }), {
        description: 'The sentences of rules, by id',
      }),
    ),
  }),
  texts: Type.Optional(
    Type.Record(Type.String({ pattern: ID }), Text, {
      description: 'The texts that customers read, by id',
      additionalProperties: false,
    }),
  ),
  page: Type.Optional(PageDocument),
});

/** A whole program as an administrator writes it. */
export const ProgramDocument = closed(
  {
    program: RulesDocument,
    texts: Type.Record(Type.String({ pattern: LOCALE }), TextsDocument, {
      description: 'By language, the customers’ among them',
      additionalProperties: false,
    }),
    holidays: Type.Optional(
      byId(HolidayListDocument, 'The lists of holidays that its hours name, as they were when it was published'),
    ),
  },
  'A client business: its rules and its texts',
);

export type ProgramDocument = Frozen<Static<typeof ProgramDocument>>;
export type RulesDocument = Frozen<Static<typeof RulesDocument>>;
export type TextsDocument = Frozen<Static<typeof TextsDocument>>;
