// Owns the shape of a program: one client business served by the centre, as data. Refuses to hold any program's values.
import type { AttachmentKind } from './conversation/attachment.ts';
import type { ConversationPolicy } from './conversation/policy.ts';
import type { ServicePackagePolicy } from './service-package/policy.ts';
import type { TicketPolicy } from './ticket/policy.ts';

/**
 * What a program's parts are called in a language that is not its own, for people of the centre. Kept apart from the
 * policies, which are snapshots without wording; what is not named here is called as the program calls it.
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
  /** Whose phone numbers are written without a country code: ISO 3166-1 alpha-2. */
  country?: string;
  /** Language of the texts that its customers read. */
  locale: string;
  roles: readonly { role: string; title: string }[];
  /** By language, other than `locale`. */
  labels?: Readonly<Record<string, ProgramLabels>>;
  /** Customer-facing texts by id, as ICU messages. */
  texts: Readonly<Record<string, string>>;
  conversation?: ConversationPolicy;
  /** Which files its conversations take. Judged at the door, so it is no part of a case's snapshot. */
  attachments?: readonly AttachmentKind[];
  servicePackage?: ServicePackagePolicy;
  tickets?: TicketPolicy;
  /** Texts that the person who sells has before them, in their order. */
  salesCopy?: readonly string[];
};
