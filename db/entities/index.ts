import { Case, CaseScope, LegalHold } from './cases.ts';
import { Contact } from './contacts.ts';
import {
  Attachment,
  Conversation,
  ConversationNumber,
  Customer,
  FileChunk,
  Message,
  ReadMark,
  ReplyWait,
  StoredFile,
} from './conversations.ts';
import { EffectQuestion, OutboundEffect } from './effects.ts';
import { AuditEntry, CaseNote, LiveEvent, Notification, TimelineEntry } from './log.ts';
import { LedgerEntry, LedgerPosting, Payment, PaymentRequest, Refund } from './money.ts';
import { ServicePackage, Visit } from './packages.ts';
import { ApiKey, LoginTry, Membership, Person, Presence, QueueAbsence, Session } from './people.ts';
import {
  CarriedOutUpdate,
  CaseTimetable,
  IdempotencyKey,
  InboxEntry,
  OutboxEntry,
  PolicySnapshot,
} from './platform.ts';
import { ProgramDraft, ProgramReplay, ProgramVersion } from './programs.ts';
import { Ticket } from './tickets.ts';

/** The one description of the schema: an entity for each table. */
export const entities = [
  Person,
  Membership,
  Session,
  LoginTry,
  ApiKey,
  Presence,
  QueueAbsence,
  Contact,
  Case,
  CaseScope,
  LegalHold,
  Customer,
  Conversation,
  ConversationNumber,
  Message,
  StoredFile,
  FileChunk,
  Attachment,
  ReadMark,
  ReplyWait,
  ServicePackage,
  Visit,
  Ticket,
  OutboundEffect,
  EffectQuestion,
  PaymentRequest,
  Payment,
  Refund,
  LedgerEntry,
  LedgerPosting,
  AuditEntry,
  CaseNote,
  TimelineEntry,
  Notification,
  LiveEvent,
  ProgramVersion,
  ProgramDraft,
  ProgramReplay,
  PolicySnapshot,
  CaseTimetable,
  CarriedOutUpdate,
  OutboxEntry,
  InboxEntry,
  IdempotencyKey,
] as const;
