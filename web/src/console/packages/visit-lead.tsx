import type { ServicePackage, Visit } from '../../shared/wire.ts';
import { CustomerName } from '../cases/customer-name.tsx';
import { Moment } from '../cases/moment.tsx';

export function VisitLead({ servicePackage, visit }: { servicePackage: ServicePackage; visit: Visit }) {
  return (
    <>
      <Moment at={visit.startsAt} /> · <CustomerName name={servicePackage.customer.name} />
    </>
  );
}
