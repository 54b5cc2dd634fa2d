import { useTranslation } from 'react-i18next';
import type { ListedRefund } from '../../shared/wire.ts';
import cases from '../cases/cases.module.css';
import { Moment } from '../cases/moment.tsx';
import { useByWords } from '../cases/next-line.ts';

export function DecisionDue({ by, dueAt, overdue }: Pick<ListedRefund, 'by' | 'dueAt' | 'overdue'>) {
  const { t } = useTranslation();
  const byWhom = useByWords();
  if (by === null) return null;
  return (
    <span className={cases.small}>
      {byWhom(by)}
      {dueAt !== null && (
        <span className={overdue ? cases.late : undefined}>
          {' · '}
          {t('finance.dueAt')} <Moment at={dueAt} />
        </span>
      )}
    </span>
  );
}
