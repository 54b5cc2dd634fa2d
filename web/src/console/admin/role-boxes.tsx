// Owns the choice of roles, by program.
import { Checkbox, Fieldset } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../shared/wire.ts';
import { useSession } from '../data/session.tsx';
import styles from '../settings/settings.module.css';

type Memberships = Person['memberships'];

export function RoleBoxes({
  memberships,
  onChange,
}: {
  memberships: Memberships;
  onChange: (held: Memberships) => void;
}) {
  const { t } = useTranslation();
  const { programs } = useSession();
  const isHeld = (program: string, role: string) =>
    memberships.some((held) => held.program === program && held.role === role);
  const toggle = (program: string, role: string) => {
    const others = memberships.filter((held) => held.program !== program || held.role !== role);
    onChange(isHeld(program, role) ? others : [...others, { program, role }]);
  };
  return (
    <>
      {programs
        .filter(({ roles }) => roles.length > 0)
        .map(({ name, title, roles }) => (
          <Fieldset key={name} legend={`${t('people.roles')}: ${title}`}>
            <div className={styles.roles}>
              {roles.map(({ role, title: roleName }) => (
                <Checkbox
                  key={role}
                  label={roleName}
                  checked={isHeld(name, role)}
                  onChange={() => toggle(name, role)}
                />
              ))}
            </div>
          </Fieldset>
        ))}
    </>
  );
}
