// Owns how a customer is called on the screen. Refuses to be nothing: a name without a letter could not be pressed.
import { useTranslation } from 'react-i18next';

const READABLE = /[\p{L}\p{N}]/u;

export function CustomerName({ name }: { name: string }) {
  const { t } = useTranslation();
  return <bdi>{READABLE.test(name) ? name : t('cases.nameless')}</bdi>;
}
