// Each queue's ladder as a picture from top to bottom: what time does while no one accepts a request.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AddQueue } from './add-queue.tsx';
import { Categories } from './categories.tsx';
import { useChoices } from './choices.ts';
import { labelIn, ladderOf, type LadderStep, type Queue, queuesIn, RULES_FILE } from './document.ts';
import { queueName } from './difference-words.ts';
import { ChoiceField } from './fields.tsx';
import { LadderRung } from './ladder-rung.tsx';
import { nextEscalation, nextNotice, nextSaying } from './next-rung.ts';
import styles from './forms.module.css';
import { NamedId } from './named-id.tsx';
import type { Work } from './use-files.ts';

export function LaddersPart({ work }: { work: Work }) {
  const { t } = useTranslation();
  const found = queuesIn(work.document.program);
  const { part = '', queues = {}, ladder } = found ?? {};
  return (
    <div className={styles.ladders}>
      {ladder !== undefined && (
        <section className={styles.ladder} aria-labelledby="ladder-of-all">
          <h2 id="ladder-of-all">{t('rulesPage.allQueues')}</h2>
          <Rungs path={[part]} queue={null} work={work} />
        </section>
      )}
      {Object.entries(queues).map(([id, queue]) => (
        <QueueLadder key={id} part={part} id={id} queue={queue} isShared={ladder !== undefined} work={work} />
      ))}
      <Categories part={part} queues={queues} work={work} />
      <AddQueue part={part} queues={queues} isShared={ladder !== undefined} work={work} />
    </div>
  );
}

type QueueProps = { part: string; id: string; queue: Queue; isShared: boolean; work: Work };

function QueueLadder({ part, id, queue, isShared, work }: QueueProps) {
  const { t, i18n } = useTranslation();
  const { document, edit } = work;
  const path = [part, 'queues', id];
  const role = labelIn(document, i18n.language, 'roles', queue.role ?? '');
  const { roles } = useChoices(document);
  const isUnused = !document.program?.conversation?.categories?.some((one) => one.queue === id);
  const isPushed = queue.distribution === 'push';
  return (
    <section className={styles.ladder} aria-labelledby={`ladder-${id}`}>
      <h2 id={`ladder-${id}`}>
        <NamedId name={queueName(id, { document, language: i18n.language })} id={id} />
      </h2>
      <ChoiceField work={work} path={[...path, 'role']} label={t('rulesPage.forms.queueRole')} choices={roles} />
      <ChoiceField
        work={work}
        path={[...path, 'distribution']}
        label={t('rulesPage.distribution')}
        absent="claim"
        choices={DISTRIBUTIONS.map((value) => ({ value, label: t(`rulesPage.distributions.${value}`) }))}
      />
      {queue.ladder === undefined && isShared ? (
        <>
          <p className={styles.quiet}>{t('rulesPage.ladderOfAll')}</p>
          <Button
            variant="default"
            size="xs"
            onClick={() =>
              edit(RULES_FILE, { path: [...path, 'ladder'], value: [...ladderOf(document.program, null)] })
            }
          >
            {t('rulesPage.ownLadder')}
          </Button>
        </>
      ) : (
        <Rungs
          path={path}
          queue={id}
          first={t(isPushed ? 'rulesPage.givenAtOnce' : 'rulesPage.hearsAtOnce', { role })}
          work={work}
        />
      )}
      {isUnused && (
        <Button
          variant="default"
          size="xs"
          className={styles.removes}
          onClick={() => edit(RULES_FILE, { path, value: undefined })}
        >
          {t('rulesPage.forms.removeQueue')}
        </Button>
      )}
    </section>
  );
}

const DISTRIBUTIONS = ['claim', 'push'] as const;

/** `queue` is `null` in the ladder of all queues. */
function Rungs({
  path,
  queue,
  first,
  work,
}: {
  path: readonly (string | number)[];
  queue: string | null;
  first?: string;
  work: Work;
}) {
  const { t } = useTranslation();
  const { document, edit } = work;
  const ladder = ladderOf(document.program, queue);
  const at = (place: number) => [...path, 'ladder', place];
  const add = (step: LadderStep) => edit(RULES_FILE, { path: at(ladder.length), value: step });
  return (
    <>
      <ol>
        {first !== undefined && (
          <li className={styles.rung} data-kind="begin">
            <div className={styles.rungTime}>0</div>
            <div className={styles.rungBody}>
              <strong>{t('rulesPage.atOnce')}</strong>
              <span>{first}</span>
            </div>
          </li>
        )}
        {ladder.map((step, place) => (
          <LadderRung key={place} step={step} queue={queue} place={place} path={at(place)} work={work} />
        ))}
      </ol>
      <div className={styles.actions}>
        <Button variant="default" size="xs" onClick={() => add(nextEscalation(document, queue))}>
          {t('rulesPage.addEscalation')}
        </Button>
        <Button variant="default" size="xs" onClick={() => add(nextNotice(document, queue))}>
          {t('rulesPage.addNotice')}
        </Button>
        <Button variant="default" size="xs" onClick={() => add(nextSaying(document, queue))}>
          {t('rulesPage.addSaying')}
        </Button>
      </div>
    </>
  );
}
