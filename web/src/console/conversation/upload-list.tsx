import { ActionIcon, Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { acceptedIn, fileSize, isShownAsImage } from '../../shared/file-rules.ts';
import type { Chosen, RefusedFile, Upload, Uploads } from '../../shared/uploads.ts';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import { Icon } from '../shell/icons.tsx';
import styles from './reply.module.css';

export function UploadList({ uploads }: { uploads: Uploads }) {
  const { t } = useTranslation();
  const { chosen, items, refused } = uploads.state();
  if (chosen.length + items.length + refused.length === 0) return null;
  return (
    <ul className={styles.uploads} aria-label={t('reply.files')}>
      {chosen.map((one) => (
        <ChosenRow key={one.id} chosen={one} onRemove={() => uploads.unchoose(one.id)} />
      ))}
      {items.map((upload) => (
        <UploadRow key={upload.id} upload={upload} uploads={uploads} />
      ))}
      {refused.map((one) => (
        <RefusedRow key={one.id} refused={one} onRemove={() => uploads.forgetRefused()} />
      ))}
    </ul>
  );
}

function ChosenRow({ chosen: { file }, onRemove }: { chosen: Chosen; onRemove: () => void }) {
  const { i18n } = useTranslation();
  return (
    <li>
      <Thumbnail file={file} />
      <bdi className={styles.uploadName}>{file.name}</bdi>
      <span>{fileSize(file.size, i18n.language)}</span>
      <Removal name={file.name} onRemove={onRemove} />
    </li>
  );
}

function Thumbnail({ file }: { file: File }) {
  const [isBroken, setIsBroken] = useState(!isShownAsImage(file.type));
  const [url] = useState(() => (isShownAsImage(file.type) ? URL.createObjectURL(file) : ''));
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  if (isBroken) return <Icon name="file" />;
  return <img className={styles.thumbnail} src={url} alt="" onError={() => setIsBroken(true)} />;
}

function UploadRow({ upload: { id, file, share, problem }, uploads }: { upload: Upload; uploads: Uploads }) {
  const { t } = useTranslation();
  const speak = useSpokenProblem();
  return (
    <li>
      <Icon name={problem === null ? 'file' : 'warn'} />
      <bdi className={styles.uploadName}>{file.name}</bdi>
      {problem === null ? (
        <>
          <progress value={share} max={1} aria-label={file.name} />
          <span>{t('reply.uploading', { percent: Math.round(share * 100) })}</span>
        </>
      ) : (
        <>
          <span className={styles.tooLong} role="alert">
            {t('reply.refused', { reason: speak(problem) })}
          </span>
          <Button size="compact-xs" variant="default" onClick={() => uploads.retry(id)}>
            {t('retry')}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => uploads.drop(id)}>
            {t('removeFile')}
          </Button>
        </>
      )}
    </li>
  );
}

function RefusedRow({ refused: { name, problem }, onRemove }: { refused: RefusedFile; onRemove: () => void }) {
  const { t } = useTranslation();
  const speak = useSpokenProblem();
  const kinds = problem.code === 'attachment-type-refused' ? t('reply.accepted', { kinds: acceptedIn(problem) }) : '';
  return (
    <li>
      <Icon name="warn" />
      <bdi className={styles.uploadName}>{name}</bdi>
      <span className={styles.tooLong} role="alert">
        {t('reply.refused', { reason: `${speak(problem)} ${kinds}`.trim() })}
      </span>
      <Removal name={name} onRemove={onRemove} />
    </li>
  );
}

function Removal({ name, onRemove }: { name: string; onRemove: () => void }) {
  const { t } = useTranslation();
  const label = `${t('removeFile')}: ${name}`;
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} title={label} onClick={onRemove}>
      <Icon name="cross" size={16} />
    </ActionIcon>
  );
}
