import type { TSchema } from 'typebox';
import { ApiKey, AuditEntry, CreatedApiKey } from './administration.ts';
import {
  ConversationCounts,
  ConversationView,
  MessageView,
  OpenedConversation,
  PlannedStep,
  SentMessage,
  Todo,
} from './conversations.ts';
import { Effect } from './effect.ts';
import { LiveEvent } from './events.ts';
import { HeldWork } from './held.ts';
import { Notification } from './notification.ts';
import { Colleague, LoginSession, Me, Person, RolesHeld } from './person.ts';
import { Problem } from './problems.ts';
import {
  CancellationPreview,
  HeldPayment,
  PackageWithVisit,
  PaymentWay,
  Questions,
  Refund,
  ServicePackageView,
  Visit,
} from './service-packages.ts';
import { Absence, ChatInfo, Program } from './program.ts';
import {
  ProgramDifference,
  ProgramDraft,
  ProgramProblem,
  ProgramVersion,
  WholeProgramVersion,
} from './program-version.ts';
import { Replay, ReplayResult } from './replay.ts';
import { TeamBacklog, TicketView } from './tickets.ts';

export const components: readonly TSchema[] = [
  Problem,
  Me,
  Program,
  ProgramVersion,
  WholeProgramVersion,
  ProgramProblem,
  ProgramDifference,
  ProgramDraft,
  ReplayResult,
  Replay,
  Absence,
  ChatInfo,
  PlannedStep,
  Todo,
  ConversationView,
  OpenedConversation,
  ConversationCounts,
  MessageView,
  SentMessage,
  Notification,
  LiveEvent,
  Effect,
  Person,
  Colleague,
  RolesHeld,
  LoginSession,
  HeldWork,
  ApiKey,
  CreatedApiKey,
  AuditEntry,
  Visit,
  PaymentWay,
  HeldPayment,
  Refund,
  ServicePackageView,
  PackageWithVisit,
  CancellationPreview,
  Questions,
  TicketView,
  TeamBacklog,
];
