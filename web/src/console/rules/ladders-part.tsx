// Each queue's ladder as a picture from top to bottom: what time does while no one accepts a request.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { labelIn, type LadderStep, type Queue, queuesIn, RULES_FILE, wordingOf } from './document.ts';
import { queueName } from './difference-words.ts';
import { LadderRung } from './ladder-rung.tsx';
import styles from './forms.module.css';
import type { Work } from './use-files.ts';

export function LaddersPart({ work }: { work: Work }) {
  const found = queuesIn(work.document.program);
  return (
    <div className={styles.ladders}>
      {Object.entries(found?.queues ?? {}).map(([id, queue]) => (
        <Ladder key={id} part={found?.part ?? ''} id={id} queue={queue} work={work} />
      ))}
    </div>
  );
}

function Ladder({ part, id, queue, work }: { part: string; id: string; queue: Queue; work: Work }) {
  const { t, i18n } = useTranslation();
  const { document, edit } = work;
  const ladder = queue.ladder ?? [];
  const at = (place: number) => [part, 'queues', id, 'ladder', place];
  const add = (step: LadderStep) => edit(RULES_FILE, { path: at(ladder.length), value: step });
  const role = labelIn(document, i18n.language, 'roles', queue.role ?? '');
  return (
    <section className={styles.ladder} aria-labelledby={`ladder-${id}`}>
      <h2 id={`ladder-${id}`}>
        {queueName(id, { document, language: i18n.language })} <code dir="ltr">{id}</code>
      </h2>
      <ol>
        <li className={styles.rung} data-kind="begin">
          <div className={styles.rungTime}>0</div>
          <div className={styles.rungBody}>
            <strong>{t('rulesPage.atOnce')}</strong>
            <span>{t('rulesPage.hearsAtOnce', { role })}</span>
          </div>
        </li>
        {ladder.map((step, place) => (
          <LadderRung key={place} step={step} queue={id} place={place} path={at(place)} work={work} />
        ))}
      </ol>
      <div className={styles.actions}>
        <Button variant="default" size="xs" onClick={() => add(nextEscalation(work, queue))}>
          {t('rulesPage.addEscalation')}
        </Button>
        <Button variant="default" size="xs" onClick={() => add(nextSaying(work, queue))}>
          {t('rulesPage.addSaying')}
        </Button>
      </div>
    </section>
  );
}

const LATER = 10;

/** Ten minutes after the last step, under the same rule. */
function afterLast({ ladder = [] }: Queue): { after: string; rule: string } {
  const last = ladder.at(-1);
  const [, hours = '0', minutes = '0'] = /^PT(?:(\d+)H)?(?:(\d+)M)?/.exec(last?.after ?? '') ?? [];
  const rule = last?.rule ?? last?.inHours?.rule ?? ladder[0]?.rule ?? 'ladder';
  return { after: `PT${Number(hours) * 60 + Number(minutes) + LATER}M`, rule };
}

function nextEscalation({ document: { program } }: Work, queue: Queue): LadderStep {
  const { after, rule } = afterLast(queue);
  const addressed = [queue.role, ...(queue.ladder ?? []).flatMap(({ to = [] }) => to)];
  const role = program?.roles?.find((one) => !addressed.includes(one)) ?? program?.roles?.[0] ?? '';
  return { kind: 'escalate', after, to: [role], overdue: false, rule };
}

function nextSaying({ document }: Work, queue: Queue): LadderStep {
  const { after, rule } = afterLast(queue);
  const [text = ''] = Object.keys(document.texts[document.program?.locale ?? '']?.texts ?? {}).filter(
    (id) => wordingOf(document, id) !== '',
  );
  return { kind: 'say', after, inHours: { text, rule }, outOfHours: { text, rule } };
}
