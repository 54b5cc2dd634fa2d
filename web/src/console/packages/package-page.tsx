import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { ServicePackage } from '../../shared/wire.ts';
import cases from '../cases/cases.module.css';
import { Loaded } from '../cases/loaded.tsx';
import { useAsking } from '../data/asking.ts';
import { InProgram } from '../data/in-program.tsx';
import { packageQuery } from './queries.ts';
import { useReadNotices } from '../notifications/use-read-notices.ts';
import { useDocumentTitle } from '../shell/document-title.ts';
import { CourseCard } from './course-card.tsx';
import { HeldCard } from './held-card.tsx';
import type { PackageDialog } from './package-dialog-props.ts';
import { PackageDialogs } from './package-dialogs.tsx';
import { PackageHead } from './package-head.tsx';
import { PackageTickets } from './package-tickets.tsx';
import { PaymentsCard } from './payments-card.tsx';
import { RefundCard } from './refund-card.tsx';
import { SmsCard } from './sms-card.tsx';
import { StateCard } from './state-card.tsx';
import { useProduct } from '../data/use-product.ts';
import { VisitsCard } from './visits-card.tsx';

export function PackagePage() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const product = useProduct();
  const query = useQuery(packageQuery(id));
  useDocumentTitle(query.data?.customer.name ?? product.heading('packages.one'));
  return (
    <div className={cases.page}>
      <Link to="/packages" className={cases.small}>
        {t('packages.back')}
      </Link>
      <Loaded query={query}>
        {(data) => (
          <InProgram of={data}>
            <Opened key={id} servicePackage={data} />
          </InProgram>
        )}
      </Loaded>
    </div>
  );
}

function Opened({ servicePackage }: { servicePackage: ServicePackage }) {
  const { t } = useTranslation();
  const asking = useAsking();
  useReadNotices(servicePackage.id);
  const [dialog, setDialog] = useState<PackageDialog | null>(null);
  const parts = { servicePackage, asking, onDialog: setDialog };
  return (
    <>
      <PackageHead {...parts} />
      <p className={cases.trying} role="status">
        {asking.stillTrying && dialog === null && t('moves.stillTrying')}
      </p>
      <div className={cases.columns}>
        <div className={cases.column}>
          <StateCard {...parts} />
          <HeldCard {...parts} />
          <RefundCard {...parts} />
          <PaymentsCard {...parts} />
          <VisitsCard {...parts} />
          <PackageTickets servicePackage={servicePackage} />
        </div>
        <div className={cases.column}>
          <CourseCard {...parts} />
          <SmsCard id={servicePackage.id} />
        </div>
      </div>
      <PackageDialogs dialog={dialog} servicePackage={servicePackage} asking={asking} onClose={() => setDialog(null)} />
    </>
  );
}
