// The rules of one program: its versions and drafts, or one draft.
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import type { Program } from '../../shared/wire.ts';
import { useSession } from '../data/session.tsx';
import { useDocumentTitle } from '../shell/document-title.ts';
import { PROGRAM_OWNER } from '../shell/program-owner.ts';
import { DraftPage } from './draft-page.tsx';
import { Overview } from './overview.tsx';

export function RulesPage() {
  const { t } = useTranslation();
  const { draft } = useParams();
  useDocumentTitle(t('rulesPage.title'));
  return draft === undefined ? <OverviewOfOne /> : <DraftPage key={draft} id={draft} />;
}

function OverviewOfOne() {
  const { t } = useTranslation();
  const { me, programs, program, chooseProgram } = useSession();
  const [search, setSearch] = useSearchParams();
  const own = programs.filter(({ name }) => me.admin || isOwnerOf(me.memberships, name));
  const wished = search.get('program') ?? program?.name;
  const shown = own.find(({ name }) => name === wished) ?? own[0];
  if (shown === undefined) return <p role="status">{t('rulesPage.noProgram')}</p>;
  const choose = (name: string) => {
    setSearch({ program: name }, { replace: true });
    if (me.memberships.some((held) => held.program === name)) chooseProgram(name);
  };
  return <Overview key={shown.name} program={shown} programs={own} onChoose={choose} />;
}

function isOwnerOf(memberships: readonly { program: string; role: string }[], program: Program['name']): boolean {
  return memberships.some((held) => held.program === program && held.role === PROGRAM_OWNER);
}
