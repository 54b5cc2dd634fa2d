import type { AttachmentKind } from './conversation/attachment.ts';
import type { KeptFor } from './keeping.ts';
import type { ConversationPolicy } from './conversation/policy.ts';
import type { RulesDocument, TextsDocument } from './document/program.ts';
import type { ServicePackagePolicy } from './service-package/policy.ts';
import type { TicketPolicy } from './ticket/policy.ts';

/** Names of a program's parts in one language, for staff. A part without a label is shown by its own name. */
export type ProgramLabels = TextsDocument['labels'] & Pick<TextsDocument, 'title' | 'product'>;

/** A program's account at a provider. Its secrets are references. */
export type VendorAccount = NonNullable<RulesDocument['vendors']>[string];

/** A version of a program, ready to run. It never changes, so a policy's digest is computed once. */
export type Program = {
  /** The program's name in paths, ids and tables. */
  name: string;
  version: number;
  title: string;
  timeZone: string;
  /** Phone numbers without a country code belong to this country: ISO 3166-1 alpha-2. */
  country?: string;
  /** The language of texts to customers. */
  locale: string;
  roles: readonly { role: string; title: string }[];
  /** A version is published by another person than its last editor. */
  secondPerson: boolean;
  /** By language, `locale` among them. */
  labels: Readonly<Record<string, ProgramLabels>>;
  /** Customer-facing texts by id, as ICU messages. */
  texts: Readonly<Record<string, string>>;
  /** Sentences of the customer page that the program says itself, by key. */
  page: Readonly<Record<string, string>>;
  /** The texts whose wording an open case keeps. */
  pinned: readonly string[];
  /** How long closed cases are kept, by process (CDEK-23). A process without a period is kept for ever. */
  keeping: Readonly<Record<string, KeptFor>>;
  /** Its own accounts at providers, by id; without one the installation's are used. */
  vendors?: NonNullable<RulesDocument['vendors']>;
  conversation?: ConversationPolicy;
  /** The files that its conversations accept. They are checked on upload, by the version of the case. */
  attachments?: readonly AttachmentKind[];
  servicePackage?: ServicePackagePolicy;
  tickets?: TicketPolicy;
  /** Texts shown to the person who sells, in this order. */
  salesCopy?: readonly string[];
};
