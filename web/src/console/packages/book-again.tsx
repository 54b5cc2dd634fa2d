// FK-12: a package that was already booked again is not offered twice.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ServicePackage, Ticket } from '../../shared/wire.ts';
import { addressOfAgain } from '../booking/again.ts';
import { packageQuery } from './queries.ts';
import { useProgram, useSession } from '../data/session.tsx';

const ENDED: readonly ServicePackage['stage'][] = ['finished', 'deactivated', 'cancelled'];

export function BookAgain({
  servicePackage,
  ticketId = null,
  size = 'compact-md',
}: {
  servicePackage: ServicePackage;
  ticketId?: string | null;
  size?: 'compact-md' | 'sm';
}) {
  const { t } = useTranslation();
  const { roles } = useSession();
  const { packages } = useProgram();
  const { id, stage, replacedBy } = servicePackage;
  const mayBook = packages?.bookedBy.some((role) => roles.includes(role)) ?? false;
  if (!mayBook || !ENDED.includes(stage) || replacedBy !== null) return null;
  return (
    <Button component={Link} to={addressOfAgain(id, ticketId)} size={size} variant="light">
      {t('packages.bookAgain')}
    </Button>
  );
}

/** For a ticket that a booking may close: the last call after a package was lost. */
export function BookAgainFromTicket({ ticket: { id, caseId, may, results } }: { ticket: Ticket }) {
  const isOffered = caseId !== null && may.includes('close') && results.includes('booked');
  const { data } = useQuery({ ...packageQuery(caseId ?? ''), enabled: isOffered });
  return isOffered && data !== undefined ? <BookAgain servicePackage={data} ticketId={id} /> : null;
}
