import { Button, Checkbox, Fieldset, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { resultOf } from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';
import { api } from '../data/api.ts';
import { useFieldProblems } from '../data/field-problems.ts';
import { useNames } from '../data/labels.ts';
import { useSession } from '../data/session.tsx';
import styles from '../settings/settings.module.css';
import { MadeKey } from './made-key.tsx';

export function NewApiKeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const names = useNames();
  const client = useQueryClient();
  const { programs } = useSession();
  const withRoles = programs.filter(({ roles }) => roles.length > 0);
  const [program, setProgram] = useState(withRoles[0]?.name ?? '');
  const [roles, setRoles] = useState<string[]>([]);
  const [name, setName] = useState('');
  const [readOnly, setReadOnly] = useState(false);
  const [lastDay, setLastDay] = useState('');
  const [made, setMade] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const problems = useFieldProblems(problem, ['name']);
  const chosen = programs.find((one) => one.name === program);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await resultOf(
      api.POST('/v1/api-keys', { body: { name, program, roles, ...limits(readOnly, lastDay) } }),
    );
    if (answer.kind === 'failed') return setProblem(answer.problem);
    setMade(answer.data.key);
    await client.invalidateQueries({ queryKey: ['api-keys'] });
  };
  if (made !== null) return <MadeKey value={made} onClose={onClose} />;
  return (
    <Modal opened onClose={onClose} title={t('apiKeys.add')} closeButtonProps={{ 'aria-label': t('cases.back') }}>
      <form className={styles.form} onSubmit={(event) => void save(event)}>
        <TextInput
          label={t('apiKeys.name')}
          description={t('apiKeys.nameHint')}
          pattern="[a-z0-9]+(-[a-z0-9]+)*"
          title={t('apiKeys.nameHint')}
          error={problems.at('name', t('apiKeys.nameHint'))}
          maxLength={64}
          required
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('apiKeys.program')}
          value={program}
          data={withRoles.map((one) => ({ value: one.name, label: names.title(one) }))}
          onChange={(event) => {
            setProgram(event.currentTarget.value);
            setRoles([]);
          }}
        />
        <Fieldset legend={t('apiKeys.roles')}>
          <div className={styles.roles}>
            {chosen?.roles.map(({ role }) => (
              <Checkbox
                key={role}
                label={names.role(chosen, role)}
                checked={roles.includes(role)}
                onChange={() => setRoles(roles.includes(role) ? roles.filter((one) => one !== role) : [...roles, role])}
              />
            ))}
          </div>
        </Fieldset>
        <Checkbox
          label={t('apiKeys.readOnly')}
          description={t('apiKeys.readOnlyHint')}
          checked={readOnly}
          onChange={(event) => setReadOnly(event.currentTarget.checked)}
        />
        <TextInput
          type="date"
          label={t('apiKeys.lastDay')}
          description={t('apiKeys.lastDayHint')}
          value={lastDay}
          onChange={(event) => setLastDay(event.currentTarget.value)}
        />
        {problems.rest !== null && <p role="alert">{problems.rest}</p>}
        <div className={styles.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('cases.back')}
          </Button>
          <Button type="submit" disabled={roles.length === 0}>
            {t('apiKeys.add')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** The last day is a day of the administrator's own time zone, to its end. */
function limits(readOnly: boolean, lastDay: string) {
  const scope = readOnly ? ('read-only' as const) : ('read-write' as const);
  return { scope, expiresAt: lastDay === '' ? null : new Date(`${lastDay}T23:59:59.999`).toISOString() };
}
