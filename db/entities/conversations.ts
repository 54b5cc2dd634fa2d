import { defineEntity, p } from '@mikro-orm/core';
import { instant } from './columns.ts';
import { Case } from './cases.ts';

// A customer is a person who began a chat; only a hash of the token is kept.
export const Customer = defineEntity({
  name: 'Customer',
  tableName: 'customers',
  properties: {
    id: p.uuid().primary(),
    program: p.text(),
    tokenHash: p.text().unique().hidden(),
    createdAt: instant(),
  },
});

// Statistics need these columns (CDEK-22), so they are stored from the start.
export const Conversation = defineEntity({
  name: 'Conversation',
  tableName: 'conversations',
  properties: {
    id: p.manyToOne(Case).joinColumn('id').deleteRule('no action').updateRule('no action').primary(),
    program: p.text(),
    customer: p.manyToOne(Customer),
    previous: () => p.manyToOne(Conversation).deleteRule('no action').unique().nullable(),
    intakeStep: p.enum(['identification', 'category']).nullable(),
    category: p.text().nullable(),
    contractNumber: p.text().nullable(),
    inn: p.text().nullable(),
    openedAt: instant(),
    requestedAt: instant().nullable(),
    waitingSince: instant().nullable(),
    acceptedAt: instant().nullable(),
    closedAt: instant().nullable(),
    disposition: p.text().nullable(),
    dispositionText: p.text().nullable(),
    rating: p.integer().nullable().check('rating >= 1 and rating <= 5'),
    ratedAt: instant().nullable(),
    lastSeq: p.integer().default(0),
    awaitingReplySince: instant().nullable(),
    silentSince: instant().nullable(),
    replySteps: p.array().defaultRaw("'{}'"),
    watchedUntil: instant().nullable(),
    intakeAnswers: p.integer().default(0),
    givenAnswers: p.json<unknown>().nullable(),
    wrongAnswers: p.integer().default(0),
    abandoned: p.boolean().default(false),
    // The latest assignment; empty until the first.
    assignedTo: p.text().nullable(),
    assignedAt: instant().nullable(),
    meantFor: p.text().nullable(),
  },
  indexes: [
    {
      name: 'conversations_by_category',
      properties: ['program', 'category', 'openedAt', 'id'],
      where: 'category is not null',
    },
    {
      name: 'conversations_by_assigned_at',
      properties: ['program', 'assignedTo', 'assignedAt'],
      where: 'assigned_to is not null',
    },
    { name: 'conversations_by_closing', properties: ['closedAt'], where: 'closed_at is not null' },
    { name: 'conversations_by_customer', properties: ['customer', 'openedAt'] },
    {
      name: 'conversations_by_disposition',
      properties: ['program', 'disposition', 'openedAt', 'id'],
      where: 'disposition is not null',
    },
    {
      name: 'conversations_by_id_text',
      expression: 'create index conversations_by_id_text on conversations (((id)::text) text_pattern_ops)',
    },
    {
      name: 'conversations_meant_for',
      properties: ['meantFor'],
      where: 'meant_for is not null and closed_at is null',
    },
  ],
  checks: [
    { name: 'conversations_abandoned_is_closed', expression: 'not abandoned or closed_at is not null' },
    { name: 'conversations_rated_when_closed', expression: 'rating is null or closed_at is not null' },
    {
      name: 'conversations_reply_awaited_in_silence',
      expression: 'silent_since is not null or awaiting_reply_since is null',
    },
    {
      name: 'conversations_category_after_intake',
      expression: '(category is null) = (intake_step is not null or abandoned)',
    },
  ],
  triggers: [
    {
      name: 'conversation_number_kept',
      timing: 'after',
      events: ['insert', 'update'],
      expression:
        'create trigger conversation_number_kept after insert or update of contract_number, inn, given_answers on conversations for each row execute function conversation_number_kept()',
    },
  ],
});

// A table of its own, because rows of conversations change with every message.
export const ConversationNumber = defineEntity({
  name: 'ConversationNumber',
  tableName: 'conversation_numbers',
  properties: {
    conversation: p.manyToOne(Conversation).deleteRule('cascade').updateRule('no action').primary(),
    searched: p.text(),
  },
  indexes: [
    {
      name: 'conversation_numbers_by_parts',
      expression: 'create index conversation_numbers_by_parts on conversation_numbers using gin (parts_of(searched))',
    },
  ],
});

export const Message = defineEntity({
  name: 'Message',
  tableName: 'messages',
  properties: {
    id: p.uuid().primary(),
    conversation: p.manyToOne(Conversation).deleteRule('cascade'),
    seq: p.integer(),
    at: instant(),
    author: p.enum(['customer', 'agent', 'bot']),
    login: p.text().nullable(),
    text: p.text(),
    choices: p.json<unknown>().nullable(),
    textId: p.text().nullable(),
    dedupeKey: p.text().unique().nullable(),
    answers: p.enum(['identification', 'category']).nullable(),
  },
  uniques: [{ properties: ['conversation', 'seq'] }],
});

export const StoredFile = defineEntity({
  name: 'StoredFile',
  tableName: 'stored_files',
  properties: {
    id: p.uuid().primary(),
    createdAt: instant(),
  },
});

export const FileChunk = defineEntity({
  name: 'FileChunk',
  tableName: 'file_chunks',
  properties: {
    file: p.manyToOne(StoredFile).deleteRule('cascade').primary(),
    position: p.integer().primary(),
    // Stored uncompressed. The schema generator does not compare `storage`.
    bytes: p.blob().columnType('bytea storage external').ignoreSchemaChanges('type'),
  },
});

export const Attachment = defineEntity({
  name: 'Attachment',
  tableName: 'attachments',
  properties: {
    id: p.manyToOne(StoredFile).fieldName('id').deleteRule('no action').updateRule('no action').primary(),
    conversation: p.manyToOne(Conversation).deleteRule('cascade'),
    message: p.manyToOne(Message).deleteRule('cascade'),
    name: p.text(),
    type: p.text(),
    size: p.integer(),
    sha256: p.text(),
    at: instant(),
  },
  indexes: [
    { name: 'attachments_by_conversation', properties: ['conversation'] },
    { name: 'attachments_by_message', properties: ['message'] },
  ],
});

export const ReadMark = defineEntity({
  name: 'ReadMark',
  tableName: 'read_marks',
  properties: {
    login: p.text().primary(),
    conversation: p.manyToOne(Conversation).deleteRule('cascade').primary(),
    seq: p.integer(),
  },
});

export const ReplyWait = defineEntity({
  name: 'ReplyWait',
  tableName: 'reply_waits',
  properties: {
    conversation: p.manyToOne(Conversation).deleteRule('cascade').primary(),
    since: instant().primary(),
    until: instant(),
    login: p.text(),
    replied: p.boolean(),
  },
});
