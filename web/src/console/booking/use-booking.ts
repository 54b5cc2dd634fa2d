// Owns asking the server for a booking, and for the follow-up when it is not booked. The same form is asked with the same
// key, also after a reload, so that it is booked once.
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { newId } from '../../shared/ids.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Ticket } from '../../shared/wire.ts';
import { api } from '../data/api.ts';
import { type Asking, problemIn, useAsking } from '../data/asking.ts';
import { bookingOf, customerOf, type Draft, type Drafting, type Where } from './draft.ts';

const KEY = 'careline:booking-asked';

/** One key for one content. */
function keyFor(content: string): string {
  try {
    const asked = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as { content: string; key: string } | null;
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

export type Booking = {
  asking: Asking;
  problem: Problem | null;
  followUp: Ticket | null;
  book: (draft: Draft) => Promise<void>;
  openFollowUp: (draft: Draft) => Promise<void>;
  forget: () => void;
};

export function useBooking(program: string, where: Where, { clear }: Drafting): Booking {
  const asking = useAsking();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [followUp, setFollowUp] = useState<Ticket | null>(null);
  const followUpKey = useRef(newId());
  const path = { program };

  const book = async (draft: Draft) => {
    const body = bookingOf(draft, where);
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
    setProblem(problemIn(result));
    // A refusal is kept under its key; what is asked next may be booked by then.
    forgetKey();
    if (result.kind === 'failed') return;
    clear();
    void navigate(`/packages/${result.data.id}`);
  };

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
  return { asking, problem, followUp, book, openFollowUp, forget };
}
