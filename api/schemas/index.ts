// Owns the list of named components of the OpenAPI document.
import type { TSchema } from 'typebox';
import { ApiKey, AuditEntry, CreatedApiKey } from './administration.ts';
import { ConversationView, MessageView, OpenedConversation, PlannedStep } from './conversations.ts';
import { Effect } from './effect.ts';
import { Notification } from './notification.ts';
import { Me, Person } from './person.ts';
import { Problem } from './problems.ts';
import { Absence, ChatInfo, Program } from './program.ts';

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
  Effect,
  Person,
  ApiKey,
  CreatedApiKey,
  AuditEntry,
];
