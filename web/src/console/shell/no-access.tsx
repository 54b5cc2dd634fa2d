import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSession } from '../data/session.tsx';
import { withinSentence } from '../data/shown-text.ts';
import styles from '../conversation/conversation.module.css';
import { useDocumentTitle } from './document-title.ts';
import { Icon } from './icons.tsx';

export function NoAccess() {
  const { t, i18n } = useTranslation();
  const { me, program } = useSession();
  const hasNoRole = program === undefined && !me.admin;
  const title = t(hasNoRole ? 'noAccess.noRole' : 'noAccess.title');
  useDocumentTitle(title);
  return (
    <div className={styles.gone}>
      <Icon name="lock" size={40} />
      <h1>{title}</h1>
      <p>{t(hasNoRole ? 'noAccess.noRoleLead' : 'noAccess.lead', { name: withinSentence(me.name, i18n.dir()) })}</p>
      {!hasNoRole && <Link to="/">{t('noAccess.home')}</Link>}
    </div>
  );
}
