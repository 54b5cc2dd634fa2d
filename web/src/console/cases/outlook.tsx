import { useTranslation } from 'react-i18next';
import type { NextStep, Todo } from '../../shared/wire.ts';
import { useNow } from '../data/ticking.ts';
import { Icon } from '../shell/icons.tsx';
import { Moment } from './moment.tsx';
import { MoneyText } from './money-text.tsx';
import { useByWords, useNextWords } from './next-line.ts';
import styles from './outlook.module.css';
import { RuleText } from './rule-text.tsx';

type Amount = { amountMinor: number; currency: string };

type Props = {
  nextAction: NextStep | null;
  todo: readonly Todo[];
  /** The money that a task is about, for cases that have money. */
  amountOf?: (task: Todo) => Amount | null;
};

/** Tasks come first: they are for the reader. The step happens when they are left undone. */
export function Outlook({ nextAction, todo, amountOf = () => null }: Props) {
  const { t } = useTranslation();
  if (nextAction === null && todo.length === 0) return <p className={styles.nothing}>{t('cases.nothingNext')}</p>;
  return (
    <ul className={styles.outlook}>
      {todo.map((task) => (
        <Task key={`${task.what} ${task.subject}`} task={task} amount={amountOf(task)} />
      ))}
      {nextAction !== null && <Step step={nextAction} />}
    </ul>
  );
}

function Task({ task, amount }: { task: Todo; amount: Amount | null }) {
  const { what, by, dueAt, overdue, rule } = task;
  const words = useNextWords();
  const byWhom = useByWords();
  const now = useNow();
  const said = words({ what, at: dueAt }, now);
  return (
    <Line
      what={said.what}
      amount={amount}
      when={said.when}
      at={dueAt}
      by={byWhom(by)}
      rule={rule}
      isLate={overdue || said.isLate}
    />
  );
}

function Step({ step: { what, at, rule } }: { step: NextStep }) {
  const words = useNextWords();
  const now = useNow();
  const said = words({ what, at }, now);
  return <Line what={said.what} when={said.when} at={at} by={null} rule={rule} isLate={false} />;
}

type LineProps = {
  what: string;
  amount?: Amount | null;
  when: string;
  at: string | null;
  /** `null` for a step that Careline takes. */
  by: string | null;
  rule: string | null;
  isLate: boolean;
};

function Line({ what, amount = null, when, at, by, rule, isLate }: LineProps) {
  return (
    <li className={styles.line} data-late={isLate} data-kind={by === null ? 'step' : 'task'}>
      <Icon name={isLate ? 'warn' : 'clock'} />
      <div>
        <p>
          <strong>{what}</strong>
          {amount !== null && (
            <>
              {' · '}
              <MoneyText minor={amount.amountMinor} currency={amount.currency} />
            </>
          )}
        </p>
        <p className={styles.facts}>
          <span className={isLate ? styles.late : undefined}>{when}</span>
          {at !== null && <Moment at={at} />}
          {by !== null && <span>{by}</span>}
          {rule !== null && <RuleText rule={rule} />}
        </p>
      </div>
    </li>
  );
}
