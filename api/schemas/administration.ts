import Type from 'typebox';
import { Id, Instant, Name, Nullable } from './shared.ts';

const Scope = Type.Enum(['read-write', 'read-only'], {
  description: 'read-only: it reads what its roles may read, and every request but GET is `key-read-only`',
});
const Expiry = 'When it stops working by itself and what its app holds goes back; null: never';

const apiKeyFields = {
  id: Id,
  name: Type.String({ description: 'The app; it acts as app:<program>:<name>' }),
  program: Type.String(),
  roles: Type.Array(Type.String()),
  scope: Scope,
  createdBy: Type.String(),
  createdAt: Instant,
  expiresAt: Nullable(Type.Unsafe<string>({ ...Instant, description: Expiry })),
  revokedAt: Nullable(Instant),
};

export const ApiKey = Type.Object(apiKeyFields, { $id: 'ApiKey', description: 'An app that may call the API' });

export const CreatedApiKey = Type.Object(
  { ...apiKeyFields, key: Type.String({ description: 'The key itself; shown once' }) },
  { $id: 'CreatedApiKey' },
);

export const NewApiKey = Type.Object(
  {
    name: Name,
    program: Name,
    roles: Type.Array(Name, { minItems: 1, maxItems: 20, uniqueItems: true }),
    scope: Type.Optional(Type.Unsafe<'read-write' | 'read-only'>({ ...Scope, default: 'read-write' })),
    expiresAt: Type.Optional(Nullable(Type.Unsafe<string>({ ...Instant, description: Expiry }))),
  },
  { additionalProperties: false },
);

export const AuditEntry = Type.Object(
  {
    id: Type.String(),
    at: Instant,
    actor: Type.String(),
    action: Type.String({ examples: ['person.changed'] }),
    program: Nullable(Type.String()),
    caseId: Nullable(Id),
    reason: Nullable(Type.String()),
    details: Nullable(Type.Record(Type.String(), Type.Unknown())),
  },
  { $id: 'AuditEntry', description: 'An act, its author, time and reason; holds no correspondence' },
);
