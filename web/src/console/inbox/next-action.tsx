// Not a live region: a countdown must not be read aloud.
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../shared/wire.ts';
import { useLabels } from '../cases/labels.ts';
import { RuleText } from '../cases/rule-text.tsx';
import { listed } from '../data/locale.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { useNow } from '../data/ticking.ts';
import { Icon } from '../shell/icons.tsx';
import styles from './row.module.css';

type Step = NonNullable<Conversation['nextAction']>;

/** A link cannot contain a button, so it only names the rule. */
export function NextAction({ step, isInLink = false }: { step: Step; isInLink?: boolean }) {
  const now = useNow();
  const line = useNextLine();
  return (
    <span className={styles.next}>
      <Icon name="clock" size={15} />
      <span>
        {line(step, now)}
        {step.rule !== null && <NamedRule rule={step.rule} isInLink={isInLink} />}
      </span>
    </span>
  );
}

function NamedRule({ rule, isInLink }: { rule: string; isInLink: boolean }) {
  return <> · {isInLink ? <span className={styles.rule}>{rule}</span> : <RuleText rule={rule} />}</>;
}

/** The sentence for a planned step. */
export function useNextLine(): (step: Step, now: number) => string {
  const { t, i18n } = useTranslation();
  const times = useSpokenTimes();
  const labels = useLabels();
  return ({ at, what, to = [] }, now) => {
    const said = t([`next.${what}`, 'next.other'], { roles: listed(i18n.language, to.map(labels.role)) });
    const left = Date.parse(at) - now;
    return left <= 0 ? t('next.soon', { what: said }) : t('next.line', { duration: times.countdown(left), what: said });
  };
}
