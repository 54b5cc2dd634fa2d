// Owns how an attachment is shown: a picture where the browser can, else a file to save. Refuses to open it in the page.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { fileSize, isShownAsImage } from '../../shared/file-rules.ts';
import type { Attachment } from '../../shared/wire.ts';
import { Icon } from '../shell/icons.tsx';
import styles from './messages.module.css';

export function AttachmentView({ attachment }: { attachment: Attachment }) {
  const { t, i18n } = useTranslation();
  const { id, name, type, size } = attachment;
  const spoken = fileSize(size, i18n.language);
  return (
    <a
      className={styles.file}
      data-picture={isShownAsImage(type)}
      href={`/v1/attachments/${id}`}
      download={name}
      title={t('file.download', { name, size: spoken })}
    >
      {isShownAsImage(type) ? <Picture id={id} /> : <Icon name="file" size={22} />}
      <span>
        <span className={styles.fileName}>{name}</span> <span className={styles.fileSize}>{spoken}</span>
      </span>
    </a>
  );
}

// Fetched instead of named in `src`, because the server hands files out only as downloads.
function Picture({ id }: { id: string }) {
  const { data } = useQuery({
    queryKey: ['attachment', id],
    queryFn: async () => {
      const answer = await fetch(`/v1/attachments/${id}`);
      return answer.ok ? answer.blob() : null;
    },
    staleTime: Infinity,
  });
  if (data === null || data === undefined) return <Icon name="file" size={22} />;
  const show = (image: HTMLImageElement) => {
    const url = URL.createObjectURL(data);
    image.src = url;
    return () => URL.revokeObjectURL(url);
  };
  return <img ref={show} className={styles.picture} alt="" />;
}
