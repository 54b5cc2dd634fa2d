import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Ticket } from '../../shared/wire.ts';
import cases from '../cases/cases.module.css';
import { CustomerName } from '../cases/customer-name.tsx';
import { Chip } from '../cases/chip.tsx';
import { useLabels } from '../cases/labels.ts';
import { Moment } from '../cases/moment.tsx';
import { PhoneText } from '../cases/phone-text.tsx';
import { InProgram } from '../data/in-program.tsx';
import { usePeopleNames } from '../data/people-names.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { useNow } from '../data/ticking.ts';
import { packagePath } from '../packages/package-facts.ts';
import { arrivedList } from '../shell/arrival.ts';
import { ticketPath } from './ticket-facts.ts';
import { TicketButtons } from './ticket-buttons.tsx';
import styles from './tickets.module.css';

type Props = { items: readonly Ticket[]; label: string; isOfPackage?: boolean };

export function TicketList({ items, label, isOfPackage = false }: Props) {
  return (
    <ul className={styles.list} aria-label={label} {...arrivedList}>
      {items.map((ticket) => (
        <InProgram key={ticket.id} of={ticket}>
          <TicketRow ticket={ticket} isOfPackage={isOfPackage} />
        </InProgram>
      ))}
    </ul>
  );
}

function TicketRow({ ticket, isOfPackage }: { ticket: Ticket; isOfPackage: boolean }) {
  const { t } = useTranslation();
  const labels = useLabels();
  const times = useSpokenTimes();
  const person = usePeopleNames();
  const { id, type, customer, assignee, caseId, overdue, visit } = ticket;
  return (
    <li className={styles.row} data-late={overdue}>
      <div className={styles.main}>
        <p className={cases.chips}>
          <Link className={styles.title} to={ticketPath(id)}>
            {labels.ticketType(type)}
          </Link>
          <TicketChips ticket={ticket} />
        </p>
        {!isOfPackage && (
          <p className={`${styles.who} ${cases.inList}`}>
            <CustomerName name={customer.name} /> <PhoneText phone={customer.phone} />
            {caseId !== null && <Link to={packagePath(caseId)}>{t('tickets.toPackage')}</Link>}
          </p>
        )}
        {visit !== null && <p>{t('tickets.ofVisit', { when: times.dateTime(visit.startsAt) })}</p>}
        <p className={cases.small}>
          <Due ticket={ticket} /> {assignee !== null && t('tickets.with', { person: person(assignee) })}
        </p>
      </div>
      <TicketButtons ticket={ticket} isShort />
    </li>
  );
}

export function TicketChips({ ticket }: { ticket: Ticket }) {
  const { status, overdue, escalated, result, task } = ticket;
  const { t } = useTranslation();
  const labels = useLabels();
  // An open ticket says what to do.
  const word = (status === 'open' ? labels.task(task) : null) ?? t(`tickets.status.${status}`);
  return (
    <>
      {overdue && (
        <Chip tone="bad" icon="warn">
          {t('tickets.overdue')}
        </Chip>
      )}
      <Chip tone={status === 'open' ? 'brand' : 'plain'}>{word}</Chip>
      {escalated && <Chip tone="warn">{t('tickets.escalated')}</Chip>}
      {result !== null && <Chip tone="good">{labels.result(result)}</Chip>}
    </>
  );
}

/** When it is due, or how long it has been late. */
export function Due({ ticket: { dueAt, closedAt } }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const times = useSpokenTimes();
  const now = useNow();
  if (closedAt !== null) {
    return (
      <>
        {t('tickets.closedAt')} <Moment at={closedAt} />
      </>
    );
  }
  const left = Date.parse(dueAt) - now;
  const duration = times.age(Math.abs(left));
  return (
    <>
      <span className={left <= 0 ? cases.late : undefined}>
        {t(left <= 0 ? 'tickets.lateBy' : 'tickets.dueIn', { duration })}
      </span>{' '}
      · <Moment at={dueAt} />
    </>
  );
}
