// Every shape comes from the OpenAPI document.
import type { paths } from '../generated/api.ts';

type Get<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

type Post<Path extends keyof paths> = paths[Path] extends {
  post: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

export type Conversation = Get<'/v1/conversations/{id}'>;
export type NextStep = NonNullable<Conversation['nextAction']>;
export type Todo = Conversation['todo'][number];
export type Message = Get<'/v1/conversations/{id}/messages'>['items'][number];
export type SentMessage = Post<'/v1/conversations/{id}/messages'>;
export type Attachment = Message['attachments'][number];
export type Choice = NonNullable<Message['choices']>[number];
export type ChatInfo = Get<'/v1/programs/{program}/chat'>;
export type Program = Get<'/v1/programs'>['items'][number];
export type Me = Get<'/v1/me'>;
export type Notification = Get<'/v1/notifications'>['items'][number];
export type Timeline = Get<'/v1/conversations/{id}/timeline'>;
export type LoginSession = Get<'/v1/me/sessions'>['items'][number];
export type Person = Get<'/v1/people'>['items'][number];
export type HeldWork = Post<'/v1/people/{login}/preview'>;
export type ApiKey = Get<'/v1/api-keys'>['items'][number];
export type Absence = NonNullable<Get<'/v1/programs/{program}/queues/{queue}/absence'>>;

export type ServicePackage = Get<'/v1/service-packages/{id}'>;
export type Question = Post<'/v1/programs/{program}/service-packages/preview'>['questions'][number];
export type PaymentWay = ServicePackage['paymentWays'][number];
export type Visit = ServicePackage['visits'][number];
export type PaymentRequest = ServicePackage['paymentRequests'][number];
export type HeldPayment = ServicePackage['heldPayments'][number];
export type CancellationPreview = Post<'/v1/service-packages/{id}/cancellation/preview'>;
export type PackageTimeline = Get<'/v1/service-packages/{id}/timeline'>;
export type ListedRefund = Get<'/v1/refunds'>['items'][number];
export type ListedHeldPayment = Get<'/v1/held-payments'>['items'][number];
export type ListedVisit = Get<'/v1/programs/{program}/visits'>['items'][number];
export type Effect = Get<'/v1/effects'>['items'][number];
export type Ticket = Get<'/v1/tickets/{id}'>;
export type TeamBacklog = Get<'/v1/programs/{program}/ticket-backlog'>['teams'][number];

export type ProgramVersion = Get<'/v1/programs/{program}/versions'>['items'][number];
export type ProgramDraft = Get<'/v1/drafts/{id}'>;
export type Replay = Get<'/v1/replays/{id}'>;
export type MovedCase = Post<'/v1/programs/{program}/versions/{version}/move-cases'>['moved'][number];
export type ProgramProblem = Post<'/v1/program-check'>['problems'][number];
export type ProgramDifference = ProgramDraft['differences'][number];
