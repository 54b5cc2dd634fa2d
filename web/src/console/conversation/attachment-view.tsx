// A picture is shown and can be enlarged. Every other file is only saved: nothing else opens in the page.
import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fileSize, isShownAsImage } from '../../shared/file-rules.ts';
import type { Attachment } from '../../shared/wire.ts';
import { Icon } from '../shell/icons.tsx';
import styles from './messages.module.css';

export function AttachmentView({ attachment }: { attachment: Attachment }) {
  return (
    <div className={styles.attachment}>
      {isShownAsImage(attachment.type) && <Preview attachment={attachment} />}
      <FileLink attachment={attachment} />
    </div>
  );
}

function FileLink({ attachment: { id, name, type, size } }: { attachment: Attachment }) {
  const { t, i18n } = useTranslation();
  const spoken = fileSize(size, i18n.language);
  return (
    <a
      className={styles.file}
      href={`/v1/attachments/${id}`}
      download={name}
      title={t('file.download', { name, size: spoken })}
    >
      {!isShownAsImage(type) && <Icon name="file" size={22} />}
      <span>
        <span className={styles.fileName}>{name}</span> <span className={styles.fileSize}>{spoken}</span>
      </span>
    </a>
  );
}

function Preview({ attachment: { id, name } }: { attachment: Attachment }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const { data } = useQuery({
    queryKey: ['attachment', id],
    // Fetched instead of named in `src`, because the server sends files only as downloads.
    queryFn: async () => {
      const answer = await fetch(`/v1/attachments/${id}`);
      return answer.ok ? answer.blob() : null;
    },
    staleTime: Infinity,
  });
  if (data === null || data === undefined) return <Icon name="file" size={22} />;
  return (
    <>
      <button
        type="button"
        className={styles.enlarge}
        aria-label={t('file.enlarge', { name })}
        onClick={() => setIsOpen(true)}
      >
        <Picture blob={data} className={styles.picture} alt="" />
      </button>
      <Modal
        opened={isOpen}
        onClose={() => setIsOpen(false)}
        title={<bdi>{name}</bdi>}
        closeButtonProps={{ 'aria-label': t('file.close') }}
        size="auto"
        centered
      >
        <Picture blob={data} className={styles.wholePicture} alt={name} />
        <Button component="a" href={`/v1/attachments/${id}`} download={name} variant="default" size="sm" mt="sm">
          {t('file.save')}
        </Button>
      </Modal>
    </>
  );
}

function Picture({ blob, className, alt }: { blob: Blob; className: string | undefined; alt: string }) {
  const show = (image: HTMLImageElement) => {
    const url = URL.createObjectURL(blob);
    image.src = url;
    return () => URL.revokeObjectURL(url);
  };
  return <img ref={show} className={className} alt={alt} />;
}
