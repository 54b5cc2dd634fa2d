// Owns the list of named components of the OpenAPI document.
import type { TSchema } from 'typebox';
import { ApiKey, AuditEntry, CreatedApiKey } from './administration.ts';
import { ConversationView, MessageView, OpenedConversation, PlannedStep } from './conversations.ts';
import { Effect } from './effect.ts';
import { LiveEvent } from './events.ts';
import { Notification } from './notification.ts';
import { Colleague, Me, Person } from './person.ts';
import { Problem } from './problems.ts';
import {
  CancellationPreview,
  HeldPayment,
  PackageNextAction,
  PackageWithVisit,
  Refund,
  ServicePackageView,
  Visit,
} from './service-packages.ts';
import { Absence, ChatInfo, Program } from './program.ts';
import { TeamBacklog, TicketNextAction, TicketView } from './tickets.ts';

export const components: readonly TSchema[] = [
  Problem,
  Me,
  Program,
  Absence,
  ChatInfo,
  PlannedStep,
  ConversationView,
  OpenedConversation,
  MessageView,
  Notification,
  LiveEvent,
  Effect,
  Person,
  Colleague,
  ApiKey,
  CreatedApiKey,
  AuditEntry,
  PackageNextAction,
  Visit,
  HeldPayment,
  Refund,
  ServicePackageView,
  PackageWithVisit,
  CancellationPreview,
  TicketNextAction,
  TicketView,
  TeamBacklog,
];
