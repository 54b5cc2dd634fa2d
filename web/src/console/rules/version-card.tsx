import { useTranslation } from 'react-i18next';
import type { ProgramVersion } from '../../shared/wire.ts';
import { Card } from '../cases/card.tsx';
import { useAuthor } from './author.ts';
import styles from './rules.module.css';
import { Since } from './since.tsx';

type Props = { version: ProgramVersion; timeZone: string; title: string };

export function VersionCard({ version, timeZone, title }: Props) {
  const { t } = useTranslation();
  const author = useAuthor();
  return (
    <Card title={title} tone={version.current ? 'brand' : undefined}>
      <dl className={styles.facts}>
        <dt>{t('rulesPage.version')}</dt>
        <dd className={styles.number}>{version.version}</dd>
        <dt>{t('rulesPage.since')}</dt>
        <dd>
          <Since at={version.validFrom} timeZone={timeZone} withZone />
        </dd>
        <dt>{t('rulesPage.by')}</dt>
        <dd>
          <bdi>{author(version.publishedBy)}</bdi>
        </dd>
        <dt>{t('rulesPage.why')}</dt>
        <dd>{version.note === null ? '—' : <bdi>{version.note}</bdi>}</dd>
      </dl>
    </Card>
  );
}
