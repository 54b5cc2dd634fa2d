import type { AttachmentKind } from './conversation/attachment.ts';
import type { ConversationPolicy } from './conversation/policy.ts';
import type { ServicePackagePolicy } from './service-package/policy.ts';
import type { TicketPolicy } from './ticket/policy.ts';

/**
 * Names of a program's parts in another language, for staff. They are separate from the policies, which are snapshots
 * without wording. Parts without a label here keep the program's own name.
 */
export type ProgramLabels = {
  title: string;
  roles: Readonly<Record<string, string>>;
  categories?: Readonly<Record<string, string>>;
  dispositions?: Readonly<Record<string, string>>;
};

export type Program = {
  /** The program's name in paths, ids and tables. */
  name: string;
  title: string;
  timeZone: string;
  /** Phone numbers without a country code belong to this country: ISO 3166-1 alpha-2. */
  country?: string;
  /** The language of texts to customers. */
  locale: string;
  roles: readonly { role: string; title: string }[];
  /** By language, other than `locale`. */
  labels?: Readonly<Record<string, ProgramLabels>>;
  /** Customer-facing texts by id, as ICU messages. */
  texts: Readonly<Record<string, string>>;
  conversation?: ConversationPolicy;
  /** The files that its conversations accept. They are checked on upload, so they are not part of a case's snapshot. */
  attachments?: readonly AttachmentKind[];
  servicePackage?: ServicePackagePolicy;
  tickets?: TicketPolicy;
  /** Texts shown to the person who sells, in this order. */
  salesCopy?: readonly string[];
};
