import Type from 'typebox';
import { LOCALE } from '../../domain/document/program.ts';
import { FreeText, Id, Instant, Name, NewLogin, Nullable } from './shared.ts';

export const Membership = Type.Object({ program: Name, role: Name }, { additionalProperties: false });

export const PASSWORD_MIN = 8;
const PASSWORD_MAX = 1000;

export const LoginBody = Type.Object(
  {
    login: Type.String({ minLength: 1, maxLength: 64, examples: ['klo-1'] }),
    password: Type.String({ minLength: 1, maxLength: PASSWORD_MAX, examples: ['careline'] }),
  },
  { additionalProperties: false },
);

export const Me = Type.Object(
  {
    login: Type.String(),
    name: Type.String(),
    admin: Type.Boolean({ description: 'Administers people and settings; sees no correspondence' }),
    locale: Type.String({ description: 'Language of the console', examples: ['ru'] }),
    memberships: Type.Array(Membership),
    mustChangePassword: Type.Boolean({
      description: 'A first password opens nothing: every other route answers `password-change-required`',
    }),
  },
  { $id: 'Me', description: 'The person who is logged in' },
);

const Locale = Type.String({ pattern: LOCALE, maxLength: 35, description: 'Language of the console, BCP 47' });
const PersonName = FreeText({ minLength: 1, maxLength: 200, pattern: '\\S' });
// NIST SP 800-63B: at least eight characters, no rules about their kinds.
const NewPassword = Type.String({ minLength: PASSWORD_MIN, maxLength: PASSWORD_MAX });
const Memberships = Type.Array(Membership, { maxItems: 100, uniqueItems: true });

export const Person = Type.Object(
  {
    login: Type.String(),
    name: Type.String(),
    admin: Type.Boolean(),
    active: Type.Boolean({ description: 'A person who is not active cannot log in and is out at once' }),
    mustChangePassword: Type.Boolean({ description: 'They have not changed their first password yet' }),
    locale: Type.String(),
    memberships: Type.Array(Membership),
    createdAt: Instant,
  },
  { $id: 'Person', description: 'A person of the centre' },
);

export const OwnPassword = Type.Object(
  { currentPassword: Type.String({ minLength: 1, maxLength: PASSWORD_MAX }), newPassword: NewPassword },
  { additionalProperties: false },
);

export const LoginSession = Type.Object(
  {
    id: Id,
    current: Type.Boolean({ description: 'The session of this request' }),
    startedAt: Instant,
    lastUsedAt: Type.Unsafe<string>({ ...Instant, description: 'Noted every ten minutes' }),
    expiresAt: Instant,
    address: Nullable(Type.String({ description: 'Where the login came from', examples: ['203.0.113.7'] })),
    userAgent: Nullable(Type.String({ description: 'The browser’s own description' })),
  },
  { $id: 'LoginSession', description: 'A login of one’s own that has not ended' },
);

export const Colleague = Type.Object(
  {
    id: Id,
    login: Type.String({ description: 'The name that `assign` takes' }),
    name: Type.String(),
    roles: Type.Array(Type.String(), { description: 'Held in this program', examples: [['klo']] }),
  },
  { $id: 'Colleague', description: 'An active person of a program, to whom its requests can be assigned' },
);

export const RolesHeld = Type.Object(
  {
    login: Type.String(),
    name: Type.String(),
    roles: Type.Array(Type.String(), { description: 'Held in this program', examples: [['klo', 'program-owner']] }),
  },
  { $id: 'RolesHeld', description: 'A person and the roles that they hold in one program' },
);

export const NameOfLogin = Type.Object({ login: Type.String(), name: Type.String() });

export const NewPerson = Type.Object(
  {
    login: NewLogin,
    name: PersonName,
    password: NewPassword,
    admin: Type.Optional(Type.Boolean({ default: false })),
    locale: Type.Optional(Locale),
    memberships: Type.Optional(Memberships),
  },
  { additionalProperties: false },
);

export const PersonChange = Type.Object(
  {
    name: Type.Optional(PersonName),
    password: Type.Optional(NewPassword),
    active: Type.Optional(Type.Boolean()),
    memberships: Type.Optional(Memberships),
  },
  { additionalProperties: false, minProperties: 1 },
);
