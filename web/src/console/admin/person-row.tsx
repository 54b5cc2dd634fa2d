import { Button, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../shared/wire.ts';
import cases from '../cases/cases.module.css';
import { CustomerName } from '../cases/customer-name.tsx';
import { useNames } from '../data/labels.ts';
import { useSession } from '../data/session.tsx';
import styles from '../settings/settings.module.css';
import { PROGRAM_OWNER } from '../shell/program-owner.ts';

export function PersonRow({ person, onEdit }: { person: Person; onEdit: () => void }) {
  const { t } = useTranslation();
  const names = useNames();
  const { programs } = useSession();
  const { name, login, admin, active, memberships } = person;
  const held = memberships.map(({ program, role }) => {
    const found = programs.find((one) => one.name === program);
    const title = role === PROGRAM_OWNER ? t('people.programOwner') : names.role(found, role);
    return `${title} (${program})`;
  });
  const roles = admin ? [t('people.adminShort'), ...held] : held;
  return (
    <Table.Tr className={active ? undefined : styles.off}>
      <Table.Td data-label={t('people.name')} className={cases.inList}>
        <CustomerName name={name} />
      </Table.Td>
      <Table.Td data-label={t('people.login')}>{login}</Table.Td>
      <Table.Td data-label={t('people.roles')}>{roles.length === 0 ? t('people.noRoles') : roles.join(', ')}</Table.Td>
      <Table.Td data-label={t('people.status')}>
        {!active ? t('people.inactive') : person.mustChangePassword ? t('people.firstPassword') : '✓'}
      </Table.Td>
      <Table.Td>
        <Button size="compact-sm" variant="default" onClick={onEdit} aria-label={t('people.edit', { name })}>
          {t('people.change')}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
