import Type from 'typebox';
import { fieldKinds } from '../../domain/document/tickets.ts';
import { PaymentWay } from './service-packages.ts';
import { FreeText, Instant, LocalDate, Name, Ref } from './shared.ts';

const DayHours = Type.Object({
  opens: Type.String({ examples: ['09:00'] }),
  closes: Type.String({
    examples: ['19:00'],
    description: '24:00 is the end of the day; a time that is not after the opening is on the next day',
  }),
});

const Hours = Type.Object({
  week: Type.Array(Type.Array(DayHours), {
    description: 'Monday first, the openings of each day; none is a closed day',
  }),
  dates: Type.Array(Type.Object({ date: LocalDate, openings: Type.Array(DayHours) }), {
    description: 'Other hours on single days, before week and holidays',
  }),
  holidays: Type.Array(LocalDate, { description: 'Closed days' }),
});

const PackageSales = Type.Object({
  currency: Type.String({ examples: ['EGP'] }),
  paymentWays: Type.Array(Ref(PaymentWay), { description: 'Ways to pay, in the order of forms' }),
  methods: Type.Array(Type.String(), { description: 'The methods of `paymentWays`' }),
  catalogue: Type.Array(
    Type.Object({
      item: Type.String(),
      visits: Type.Integer({ description: 'Its size' }),
      priceMinor: Type.Integer({ description: 'Minor units of `currency`' }),
      months: Type.Integer({ description: 'Its validity, calendar months' }),
      graceDays: Type.Integer({ description: 'Days after that in which its visits can still be used' }),
    }),
    { description: 'Packages of a fixed size and price; their names are `packageNames`' },
  ),
  freePrice: Type.Union(
    [
      Type.Object({ leastMinor: Type.Integer(), mostMinor: Type.Integer() }, { description: 'Both inclusive' }),
      Type.Null(),
    ],
    { description: 'Within which limits a price may be agreed; null: only the catalogue is sold' },
  ),
  sentBySms: Type.Object(
    { link: Type.Boolean(), code: Type.Boolean() },
    { description: 'Whether the customer gets the payment link, or the code, by SMS; else the agent reads it out' },
  ),
  bookedBy: Type.Array(Type.String(), { description: 'Roles that may book' }),
  refundsApprovedBy: Type.Array(Type.String(), { description: 'Roles that may approve a refund' }),
  paymentsDecidedBy: Type.Array(Type.String(), { description: 'Roles that decide about money that bought nothing' }),
  visitsCompletedBy: Type.Array(Type.String(), { description: 'Roles that may set a visit as held' }),
  freeChange: Type.String({
    description: 'Changing a visit is free until so long before, ISO 8601',
    examples: ['PT24H'],
  }),
  cutOff: Type.Enum(['visit-start', 'visit-day'], {
    description: 'Counted back from the start of the visit, or from midnight before it',
  }),
  closeWithin: Type.String({
    description: 'Without payment only a first visit within so long is booked, ISO 8601 (FK-03)',
    examples: ['PT48H'],
  }),
});

const AttachmentKinds = Type.Array(Type.String(), {
  examples: [['pdf', 'jpg']],
  description: 'The files that a conversation takes, as one says it to people',
});

const AttachmentExtensions = Type.Array(Type.String(), {
  examples: [['pdf', 'jpg', 'jpeg']],
  description: 'Of the files that a conversation takes; the content must be of the same kind',
});

const Distribution = Type.Enum(['claim', 'push'], {
  description: 'claim: people take its work; push: Careline gives it to the person with the least',
});

const TicketField = Type.Object({
  field: Type.String({ examples: ['order-number'] }),
  kind: Type.Enum([...fieldKinds]),
  required: Type.Boolean({ description: 'People cannot close the ticket while it is empty' }),
  choices: Type.Array(Type.String(), { description: 'Its options; empty for the other kinds' }),
});

const Labels = Type.Record(Type.String(), Type.String(), {
  description: 'The same by language, the program’s own among them',
  examples: [{ ru: 'Поиск груза', en: 'Cargo search' }],
});

/** Words of the program for its people, by id. An id that has none is not listed. */
const words = <const Id extends string>(id: Id, description: string) =>
  Type.Array(
    Type.Object({ [id]: Type.String(), labels: Labels } as Record<Id, Type.TString> & { labels: typeof Labels }),
    {
      description,
    },
  );

const Numbers = words(
  'number',
  'How a customer’s numbers are called: `contract-number`, `inn`; `any` is a field that takes each',
);

const Questions = words('question', 'How the answers to the intake’s questions are called');

const ProductWords = Type.Object({ one: Type.String(), other: Type.String() });

const ProductNames = Type.Record(Type.String(), Type.Object({ package: ProductWords, visit: ProductWords }), {
  description: 'The program’s words for a package and a visit, by language; empty where it has no words of its own',
  examples: [{ en: { package: { one: 'Course', other: 'Courses' }, visit: { one: 'Lesson', other: 'Lessons' } } }],
});

export const Program = Type.Object(
  {
    name: Type.String({ examples: ['cdek'] }),
    title: Type.String({ description: 'In the language of the program, as every label' }),
    titles: Labels,
    version: Type.Integer({ description: 'Of its document, the one that is valid now' }),
    timeZone: Type.String({ examples: ['Europe/Moscow'] }),
    locale: Type.String({ examples: ['ru'] }),
    roles: Type.Array(Type.Object({ role: Type.String(), title: Type.String(), titles: Labels })),
    categories: Type.Array(
      Type.Object({ category: Type.String(), label: Type.String(), labels: Labels, queue: Type.String() }),
    ),
    dispositions: Type.Array(
      Type.Object({
        disposition: Type.String(),
        label: Type.String(),
        labels: Labels,
        ownText: Type.Boolean({ description: 'Closing with it needs a text of its own' }),
      }),
    ),
    queues: Type.Array(
      Type.Object({
        queue: Type.String(),
        role: Type.String({ description: 'The role that is told first' }),
        distribution: Distribution,
        absence: Type.Boolean({ description: 'A dated absence can be set' }),
        absenceSetBy: Type.Union([Type.String(), Type.Null()], { description: 'The role that may set it' }),
        absenceText: Type.Union([Type.String(), Type.Null()], {
          description:
            'The text that a customer then reads; {from}, {until}, {substituteName}, {substitutePhone} are filled in',
        }),
      }),
    ),
    scores: Type.Array(Type.Integer()),
    workingWeek: Type.Array(Type.Union([DayHours, Type.Null()]), {
      description:
        "Monday first, in the program's zone: from each day's first opening to its last closing; null is closed; empty without conversations. `hours` says the breaks",
    }),
    hours: Type.Union([Hours, Type.Null()], {
      description: "Opening hours in the program's zone; null without conversations",
    }),
    country: Type.Union([Type.String({ examples: ['EG'] }), Type.Null()], {
      description: 'Whose phone numbers need no country in front, ISO 3166-1 alpha-2',
    }),
    packages: Type.Union([PackageSales, Type.Null()], { description: 'null where no service packages are sold' }),
    ticketTypes: Type.Array(
      Type.Object({
        type: Type.String({ examples: ['not-paid'] }),
        label: Type.String({ description: 'In the help desk' }),
        labels: Labels,
        team: Type.String({ description: 'The role whose tickets they are' }),
        lead: Type.String(),
        openedBy: Type.Array(Type.String(), { description: 'Roles that may open one by hand' }),
        results: Type.Array(Type.String(), { description: 'With which one may be closed' }),
        distribution: Distribution,
        fields: Type.Array(TicketField, { description: 'Fields that are entered on them, in order' }),
      }),
    ),
    ticketResults: words('result', 'Names of ticket results'),
    ticketFields: words('field', 'Names of the fields of tickets'),
    ticketChoices: words('choice', 'Names of the options in fields of tickets'),
    tasks: words('task', 'Tasks of tickets'),
    rules: words('rule', 'Sentences of the rules that timelines name'),
    productNames: ProductNames,
    packageNames: words('item', 'Names of the packages of the catalogue'),
    methods: words('method', 'Names of the ways to pay'),
    notices: words('notice', 'Notices that an agent gives a customer'),
    offers: words('offer', 'Offers in place of an unpaid booking'),
    smsTexts: words('text', 'Subjects of the SMS'),
    numbers: Numbers,
    questions: Questions,
    attachmentKinds: AttachmentKinds,
    attachmentExtensions: AttachmentExtensions,
    salesCopy: Type.Array(Type.String(), {
      description: 'Texts that the agent sees while selling, in the program’s language, in order (FK-27)',
    }),
  },
  { $id: 'Program', description: 'A client business that is served here' },
);

export const ChatInfo = Type.Object(
  {
    program: Type.String(),
    title: Type.String(),
    locale: Type.String(),
    timeZone: Type.String({ examples: ['Europe/Moscow'] }),
    openUntil: Type.Union([Instant, Type.Null()], {
      description: 'When the present opening hours end; null when closed',
    }),
    opensAt: Type.Union([Instant, Type.Null()], { description: 'When the next opening hours begin; null when open' }),
    numbers: Numbers,
    questions: Questions,
    attachmentTypes: Type.Array(Type.String(), { description: 'Media types, as they are found in the content' }),
    attachmentKinds: AttachmentKinds,
    attachmentExtensions: AttachmentExtensions,
    maxAttachmentSize: Type.Integer({ description: 'Bytes' }),
    maxTextLength: Type.Integer({ description: 'Characters' }),
    page: Type.Record(Type.String(), Type.String(), {
      description:
        'Sentences of the page that the program says itself, by key, as ICU messages with `{name}` and `plural`',
    }),
  },
  { $id: 'ChatInfo', description: 'Data that the customer page needs before the first message' },
);

const absence = {
  from: LocalDate,
  until: LocalDate,
  substituteName: FreeText({ minLength: 1, maxLength: 200, examples: ['Юлией'], description: 'Instrumental case' }),
  substitutePhone: FreeText({ minLength: 1, maxLength: 50, examples: ['+7 495 000-00-00'] }),
};

export const Absence = Type.Object(absence, {
  $id: 'Absence',
  description: "Both dates inclusive, in the program's zone; switches itself on and off",
});

export const NewAbsence = Type.Object(absence, { additionalProperties: false });

export const QueuePath = Type.Object({ program: Name, queue: Name });
