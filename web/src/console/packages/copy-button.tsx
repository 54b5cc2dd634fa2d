import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export function CopyButton({ text }: { text: string }) {
  const { t } = useTranslation();
  const [isCopied, setIsCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setIsCopied(true),
      // Copying is forbidden, as on a page over plain HTTP. The text can be selected by hand.
      () => setIsCopied(false),
    );
  return (
    <Button size="compact-sm" variant="default" onClick={() => void copy()}>
      {t(isCopied ? 'apiKeys.copied' : 'apiKeys.copy')}
    </Button>
  );
}
