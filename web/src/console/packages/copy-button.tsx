// Owns copying a text to the clipboard, with a word that it is done.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export function CopyButton({ text }: { text: string }) {
  const { t } = useTranslation();
  const [isCopied, setIsCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setIsCopied(true),
      // Forbidden, as on a page over plain HTTP: the text can be selected by hand.
      () => setIsCopied(false),
    );
  return (
    <Button size="compact-sm" variant="default" onClick={() => void copy()}>
      {t(isCopied ? 'apiKeys.copied' : 'apiKeys.copy')}
    </Button>
  );
}
