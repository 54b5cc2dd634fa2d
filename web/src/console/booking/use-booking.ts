// The same form is sent with the same key, also after a reload, so that it is booked once.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { newId } from '../../shared/ids.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Question, Ticket } from '../../shared/wire.ts';
import { api } from '../data/api.ts';
import { type Asking, problemIn, useAsking } from '../data/asking.ts';
import { programsQuery } from '../data/session.tsx';
import { packagePath } from '../packages/package-facts.ts';
import { bookingOf, customerOf, type Draft, type Drafting, type NewBooking, type Where } from './draft.ts';

const KEY = 'careline:booking-asked';

type Asked = { content: string; key: string };

/** The last booking that was sent and not answered yet. */
function lastAsked(): Asked | null {
  return JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Asked | null;
}

/** The same booking, sent before with an unknown outcome. Its questions are not asked again. */
function sentBefore(body: NewBooking): NewBooking | null {
  try {
    const asked = lastAsked()?.content;
    const sent = [body, confirmed(body)].find((one) => JSON.stringify(one) === asked);
    return sent ?? null;
  } catch {
    return null;
  }
}

const confirmed = (body: NewBooking): NewBooking => ({ ...body, confirmFarAhead: true });

/** One key for one content. */
function keyFor(content: string): string {
  try {
    const asked = lastAsked();
    if (asked?.content === content) return asked.key;
    const key = newId();
    sessionStorage.setItem(KEY, JSON.stringify({ content, key }));
    return key;
  } catch {
    return newId();
  }
}

function forgetKey(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}

const ofSale = new Set([
  'catalogue-item-differs',
  'catalogue-item-required',
  'catalogue-item-unknown',
  'price-outside-limits',
]);

export type Booking = {
  asking: Asking;
  problem: Problem | null;
  followUp: Ticket | null;
  /** Unusual points of the booking, until the person confirms or goes back. */
  questions: readonly Question[];
  /** Books, or asks first. */
  book: (draft: Draft) => Promise<void>;
  /** Books after the person confirmed the questions. */
  bookAnyway: (draft: Draft) => Promise<void>;
  goBack: () => void;
  openFollowUp: (draft: Draft) => Promise<void>;
  forget: () => void;
};

export function useBooking(program: string, where: Where, { clear }: Drafting): Booking {
  const asking = useAsking();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [followUp, setFollowUp] = useState<Ticket | null>(null);
  const [questions, setQuestions] = useState<readonly Question[]>([]);
  const followUpKey = useRef(newId());
  const path = { program };

  const book = async (draft: Draft) => {
    const body = bookingOf(draft, where);
    const before = sentBefore(body);
    if (before !== null) return send(before, draft);
    const params = { path };
    const result = await asking.ask(
      'book',
      () => api.POST('/v1/programs/{program}/service-packages/preview', { params, body }),
      { tells: false },
    );
    if (result === null) return;
    refused(problemIn(result));
    if (result.kind === 'failed') return;
    setQuestions(result.data.questions);
    if (result.data.questions.length === 0) await send(body, draft);
  };

  // A refused price may be an old one: the catalogue of the form is read again.
  const refused = (found: Problem | null) => {
    setProblem(found);
    if (found !== null && ofSale.has(found.code)) void client.invalidateQueries({ queryKey: programsQuery.queryKey });
  };

  const bookAnyway = (draft: Draft) => {
    const isFar = questions.some(({ what }) => what === 'first-visit-far');
    const body = bookingOf(draft, where);
    return send(isFar ? confirmed(body) : body, draft);
  };

  const send = async (body: NewBooking, { again }: Draft) => {
    const key = keyFor(JSON.stringify(body));
    const result = await asking.ask(
      'book',
      (asked) =>
        api.POST('/v1/programs/{program}/service-packages', {
          params: { path, header: { 'Idempotency-Key': asked } },
          body,
        }),
      { tells: false, key },
    );
    if (result === null) return;
    setQuestions([]);
    refused(problemIn(result));
    // The server keeps a refusal under its key. The next attempt needs a new key, because it may succeed.
    forgetKey();
    if (result.kind === 'failed') return;
    if (again?.ticketId) await closeTicket(again.ticketId, result.data.id);
    clear();
    void navigate(packagePath(result.data.id));
  };

  // FK-12, FK-22: the call led to a booking.
  const closeTicket = (id: string, caseId: string) =>
    asking.ask(
      'close-ticket',
      (key) =>
        api.POST('/v1/tickets/{id}/close', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { result: 'booked', caseId },
        }),
      { done: t('booking.again.ticketClosed') },
    );

  const openFollowUp = async (draft: Draft) => {
    const type = `${problem?.details['followUpTicket'] ?? 'outbound-sales-request'}`;
    const body = { type, customer: customerOf(draft) };
    const result = await asking.ask(
      'follow-up',
      (asked) =>
        api.POST('/v1/programs/{program}/tickets', { params: { path, header: { 'Idempotency-Key': asked } }, body }),
      { key: followUpKey.current },
    );
    if (result?.kind === 'ok') setFollowUp(result.data);
  };

  const forget = () => {
    setProblem(null);
    setFollowUp(null);
    followUpKey.current = newId();
  };
  const goBack = () => setQuestions([]);
  return { asking, problem, followUp, questions, book, bookAnyway, goBack, openFollowUp, forget };
}
