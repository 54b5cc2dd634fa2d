import { Checkbox, Fieldset } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../shared/wire.ts';
import { useNames } from '../data/labels.ts';
import { useSession } from '../data/session.tsx';
import styles from '../settings/settings.module.css';
import { PROGRAM_OWNER } from '../shell/program-owner.ts';

type Memberships = Person['memberships'];

export function RoleBoxes({
  memberships,
  onChange,
}: {
  memberships: Memberships;
  onChange: (held: Memberships) => void;
}) {
  const { t } = useTranslation();
  const names = useNames();
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
        .map((program) => (
          <Fieldset key={program.name} legend={`${t('people.roles')}: ${names.title(program)}`}>
            <div className={styles.roles}>
              {program.roles.map(({ role }) => (
                <Checkbox
                  key={role}
                  label={names.role(program, role)}
                  checked={isHeld(program.name, role)}
                  onChange={() => toggle(program.name, role)}
                />
              ))}
              <Checkbox
                label={t('people.programOwnerMay')}
                checked={isHeld(program.name, PROGRAM_OWNER)}
                onChange={() => toggle(program.name, PROGRAM_OWNER)}
              />
            </div>
          </Fieldset>
        ))}
    </>
  );
}
