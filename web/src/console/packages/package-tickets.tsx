import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ServicePackage } from '../../shared/wire.ts';
import { Card } from '../cases/card.tsx';
import { Loaded } from '../cases/loaded.tsx';
import { packageTicketsQuery } from '../tickets/queries.ts';
import { TicketList } from '../tickets/ticket-list.tsx';

export function PackageTickets({ servicePackage: { program, id, tickets } }: { servicePackage: ServicePackage }) {
  const { t } = useTranslation();
  const query = useQuery({ ...packageTicketsQuery(program, id), enabled: tickets.length > 0 });
  if (tickets.length === 0) return null;
  return (
    <Card title={t('packages.tickets')}>
      <Loaded query={query}>{(items) => <TicketList items={items} label={t('packages.tickets')} isOfPackage />}</Loaded>
    </Card>
  );
}
