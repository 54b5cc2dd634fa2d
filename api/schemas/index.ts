// Owns the list of named components of the OpenAPI document.
import type { TSchema } from 'typebox';
import { ConversationView, MessageView, OpenedConversation, PlannedStep } from './conversations.ts';
import { Me, Person } from './person.ts';
import { Problem } from './problems.ts';

export const components: readonly TSchema[] = [Problem, PlannedStep, ConversationView, OpenedConversation, MessageView, Me, Person];
