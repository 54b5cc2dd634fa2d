import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Ticket } from '../../shared/wire.ts';
import { Card } from '../cases/card.tsx';
import cases from '../cases/cases.module.css';
import { CustomerName } from '../cases/customer-name.tsx';
import { Chip } from '../cases/chip.tsx';
import { Course } from '../cases/course.tsx';
import { useLabels } from '../cases/labels.ts';
import { Loaded } from '../cases/loaded.tsx';
import { Moment } from '../cases/moment.tsx';
import { PersonName } from '../cases/person-name.tsx';
import { RulesFact } from '../cases/rules-fact.tsx';
import { PhoneText } from '../cases/phone-text.tsx';
import { InProgram } from '../data/in-program.tsx';
import { packagePath } from '../packages/package-facts.ts';
import { ticketQuery, ticketTimelineQuery } from './queries.ts';
import { BookAgainFromTicket } from '../packages/book-again.tsx';
import { useReadNotices } from '../notifications/use-read-notices.ts';
import { Outlook } from '../cases/outlook.tsx';
import { useDocumentTitle } from '../shell/document-title.ts';
import { TicketFields } from './ticket-fields.tsx';
import { TicketButtons } from './ticket-buttons.tsx';
import { TicketChips } from './ticket-list.tsx';
import { TicketPackage } from './ticket-package.tsx';
import { asksForCall, asksForRecord } from './ticket-task.ts';
import styles from './tickets.module.css';

export function TicketPage() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const query = useQuery(ticketQuery(id));
  useDocumentTitle(query.data?.customer.name ?? t('tickets.one'));
  return (
    <div className={cases.page}>
      <Link to="/tickets" className={cases.small}>
        {t('tickets.back')}
      </Link>
      <Loaded query={query}>
        {(ticket) => (
          <InProgram of={ticket}>
            <Opened key={id} ticket={ticket} />
          </InProgram>
        )}
      </Loaded>
    </div>
  );
}

function Opened({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const labels = useLabels();
  const { visit, caseId, calls } = ticket;
  const course = useQuery(ticketTimelineQuery(ticket.id));
  useReadNotices(ticket.id);
  return (
    <>
      <header className={cases.head}>
        <h1>{labels.ticketType(ticket.type)}</h1>
        <span className={cases.chips}>
          <TicketChips ticket={ticket} />
        </span>
      </header>
      <div className={cases.columns}>
        <div className={cases.column}>
          <Task ticket={ticket} />
          <TicketFields ticket={ticket} />
          {caseId !== null && !asksForRecord(ticket) && <TicketPackage ticket={ticket} caseId={caseId} />}
          {(calls.length > 0 || asksForCall(ticket)) && <Calls ticket={ticket} />}
        </div>
        <div className={cases.column}>
          <Loaded query={course}>
            {(found) => <Course title={t('tickets.course')} course={found} visits={visit === null ? [] : [visit]} />}
          </Loaded>
        </div>
      </div>
    </>
  );
}

function Task({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const labels = useLabels();
  const { customer, caseId, assignee, team, openedAt, visit } = ticket;
  return (
    <Card title={<CustomerName name={customer.name} />}>
      <p className={styles.call}>
        <PhoneText phone={customer.phone} />
        {caseId !== null && <Link to={packagePath(caseId)}>{t('tickets.toPackage')}</Link>}
        <BookAgainFromTicket ticket={ticket} />
      </p>
      <Outlook {...ticket} />
      <TicketButtons ticket={ticket} />
      <dl className={cases.facts}>
        {visit !== null && (
          <div>
            <dt>{t('tickets.visit')}</dt>
            <dd>
              <Moment at={visit.startsAt} />
            </dd>
          </div>
        )}
        <div>
          <dt>{t('tickets.assignee')}</dt>
          <dd>{assignee === null ? t('tickets.unassigned') : <PersonName login={assignee} />}</dd>
        </div>
        <div>
          <dt>{t('tickets.team')}</dt>
          <dd>{labels.role(team)}</dd>
        </div>
        <div>
          <dt>{t('tickets.opened')}</dt>
          <dd>
            <Moment at={openedAt} />
          </dd>
        </div>
        <RulesFact {...ticket} />
      </dl>
    </Card>
  );
}

function Calls({ ticket: { calls } }: { ticket: Ticket }) {
  const { t } = useTranslation();
  return (
    <Card title={t('tickets.callsTitle')}>
      {calls.length === 0 ? (
        <p className={cases.quiet}>{t('tickets.noCalls')}</p>
      ) : (
        <ol className={cases.list}>
          {calls.toReversed().map(({ at, by, outcome }) => (
            <li key={at}>
              <Moment at={at} />
              <Chip tone={outcome === 'answered' ? 'good' : 'warn'}>{t(`tickets.calls.${outcome}`)}</Chip>
              <span className={cases.small}>
                <PersonName login={by} />
              </span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
