// FK-23: the lead's board of a team.
import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Ticket } from '../../shared/wire.ts';
import { Card } from '../cases/card.tsx';
import cases from '../cases/cases.module.css';
import { CustomerName } from '../cases/customer-name.tsx';
import { useLabels } from '../cases/labels.ts';
import { Loaded } from '../cases/loaded.tsx';
import { PersonName } from '../cases/person-name.tsx';
import { inNaturalOrder } from '../data/natural-order.ts';
import { InProgram } from '../data/in-program.tsx';
import { usePeopleNames } from '../data/people-names.ts';
import { unknownEffectsQuery } from '../packages/queries.ts';
import { useProgram } from '../data/session.tsx';
import { backlogQuery, openTicketsQuery } from './queries.ts';
import { EffectList } from '../finance/effect-list.tsx';
import { useDocumentTitle, useTitleCount } from '../shell/document-title.ts';
import { arrivedList } from '../shell/arrival.ts';
import { BacklogCard } from './backlog-card.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { ticketPath } from './ticket-facts.ts';
import { Due, TicketChips } from './ticket-list.tsx';
import styles from './tickets.module.css';

export function TeamPage() {
  const { t } = useTranslation();
  const { name } = useProgram();
  const backlog = useQuery(backlogQuery(name));
  const tickets = useQuery(openTicketsQuery(name));
  const unknown = useQuery(unknownEffectsQuery(name));
  useDocumentTitle(t('team.title'));
  useTitleCount(tickets.data?.filter((ticket) => ticket.overdue).length ?? 0);
  return (
    <div className={cases.page}>
      <div className={cases.head}>
        <h1>{t('team.title')}</h1>
      </div>
      <Loaded query={backlog}>{(teams) => teams.map((team) => <BacklogCard key={team.team} backlog={team} />)}</Loaded>
      <Loaded query={tickets}>{(items) => <Board items={items} />}</Loaded>
      <Card title={t('finance.unknown')}>
        <Loaded query={unknown}>{(items) => <EffectList items={items} />}</Loaded>
      </Card>
    </div>
  );
}

function Board({ items }: { items: readonly Ticket[] }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const known = items.filter(({ id }) => chosen.includes(id));
  const toggle = (id: string, isOn: boolean) =>
    setChosen((before) => (isOn ? [...before, id] : before.filter((one) => one !== id)));
  const person = usePeopleNames();
  const people = byPerson(items, person);
  return (
    <>
      <Card title={t('team.byPerson')}>
        {people.length === 0 && <p className={cases.quiet}>{t('team.none')}</p>}
        <div className={styles.people} {...arrivedList}>
          {people.map(([login, theirs]) => (
            <section
              key={login}
              className={`${styles.person} ${cases.inList}`}
              aria-label={login === '' ? t('tickets.unassigned') : person(login)}
            >
              <h3>
                {login === '' ? t('tickets.unassigned') : <PersonName login={login} />}
                <span className={cases.small}>{t('team.count', { count: theirs.length })}</span>
              </h3>
              {theirs.map((ticket) => (
                <InProgram key={ticket.id} of={ticket}>
                  <Pick
                    ticket={ticket}
                    isChosen={chosen.includes(ticket.id)}
                    onToggle={(isOn) => toggle(ticket.id, isOn)}
                  />
                </InProgram>
              ))}
            </section>
          ))}
        </div>
      </Card>
      {known.length > 0 && <BulkBar tickets={known} onDone={() => setChosen([])} />}
    </>
  );
}

/** Unassigned tickets first, then by name. The bar's length shows who has most. */
function byPerson(items: readonly Ticket[], name: (login: string) => string): [login: string, tickets: Ticket[]][] {
  const people = new Map<string, Ticket[]>();
  for (const ticket of items) {
    const login = ticket.assignee ?? '';
    people.set(login, [...(people.get(login) ?? []), ticket]);
  }
  return inNaturalOrder([...people], ([login]) => (login === '' ? '' : name(login)));
}

type PickProps = { ticket: Ticket; isChosen: boolean; onToggle: (isOn: boolean) => void };

function Pick({ ticket, isChosen, onToggle }: PickProps) {
  const { t } = useTranslation();
  const labels = useLabels();
  const { id, type, customer, overdue } = ticket;
  const what = labels.ticketType(type);
  return (
    <div className={styles.pick} data-late={overdue}>
      <Checkbox
        checked={isChosen}
        onChange={(event) => onToggle(event.currentTarget.checked)}
        aria-label={t('tickets.about', { what, about: customer.name })}
      />
      <div>
        <Link className={styles.title} to={ticketPath(id)}>
          {what}
        </Link>
        <CustomerName name={customer.name} />
        <span className={cases.chips}>
          <TicketChips ticket={ticket} />
        </span>
        <span className={cases.small}>
          <Due ticket={ticket} />
        </span>
      </div>
    </div>
  );
}
