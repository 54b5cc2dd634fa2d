// After the conversation is given up, the unsent reply can no longer be sent.
import { useTranslation } from 'react-i18next';
import { AskForm } from '../cases/ask-form.tsx';
import { LongText } from '../conversation/long-text.tsx';
import type { Unsent } from '../conversation/unsent.ts';
import styles from './moves.module.css';

type Props = { unsent: Unsent; onGoOn: () => void; onBack: () => void };

export function UnsentDialog({ unsent: { texts, files }, onGoOn, onBack }: Props) {
  const { t } = useTranslation();
  return (
    <AskForm
      title={t('moves.unsentTitle')}
      lead={t('moves.unsentLead')}
      back={t('moves.unsentBack')}
      submit={t('moves.unsentGoOn')}
      busy={false}
      stillTrying={false}
      send={async () => {
        onGoOn();
        return 'open';
      }}
      onClose={onBack}
    >
      {() => (
        <>
          {texts.map((text, place) => (
            <blockquote key={place} className={styles.unsent}>
              <LongText text={text} />
            </blockquote>
          ))}
          {files.length > 0 && (
            <ul className={styles.unsent}>
              {files.map((name, place) => (
                <li key={place}>
                  <bdi>{name}</bdi>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </AskForm>
  );
}
