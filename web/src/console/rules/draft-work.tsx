// One draft: its parts as forms, the whole as text, what it changes, and its publication.
import { type ComponentType, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { ProgramDraft, ProgramProblem } from '../../shared/wire.ts';
import settings from '../settings/settings.module.css';
import { ComparePart } from './compare-part.tsx';
import { type Document, documentOf, hoursIn, queuesIn, RULES_FILE, textsFile } from './document.ts';
import { DocumentPart } from './document-part.tsx';
import { DraftHead } from './draft-head.tsx';
import { FieldProblems } from './field-problem.ts';
import { HoursPart } from './hours-part.tsx';
import { LaddersPart } from './ladders-part.tsx';
import { LeavingDialog } from './leaving-dialog.tsx';
import { NamesPart } from './names-part.tsx';
import { Outdated } from './outdated.tsx';
import type { Jump } from './jump.ts';
import { PackagesPart } from './packages-part.tsx';
import { type Part, parts, PartTabs } from './part-tabs.tsx';
import { ProblemList } from './problem-list.tsx';
import { QuestionsPart } from './questions-part.tsx';
import { RolesPart } from './roles-part.tsx';
import styles from './rules.module.css';
import { TextsPart } from './texts-part.tsx';
import { TicketsPart } from './tickets-part.tsx';
import { useFiles, type Work } from './use-files.ts';
import { useProblems } from './use-problems.ts';

export function DraftWork({ draft }: { draft: ProgramDraft }) {
  const work = useFiles(draft);
  const problems = useProblems(work.files, work.isDirty, draft.problems);
  const [search, setSearch] = useSearchParams();
  const [jump, setJump] = useState<Jump>({ file: RULES_FILE, line: 1, count: 0 });
  const saved = useMemo(() => documentOf(draft.sources), [draft.sources]);
  const offered = parts.filter((one) => isOffered(one, saved));
  const part = offered.find((one) => one === search.get('part')) ?? offered[0] ?? 'document';
  const choose = (next: Part) => setSearch({ part: next }, { replace: true });
  const jumpTo = ({ file, line }: ProgramProblem) => {
    setJump(({ count }) => ({ file: file ?? RULES_FILE, line: line ?? 1, count: count + 1 }));
    choose('document');
  };
  return (
    <div className={`${settings.page} ${styles.wide}`}>
      <DraftHead work={work} problems={problems} onJump={jumpTo} />
      {draft.outdated && <Outdated work={work} />}
      <ProblemList problems={problems} onJump={jumpTo} />
      <PartTabs part={part} offered={offered} onChoose={choose} />
      <div id="rules-part" role="tabpanel" aria-labelledby={`tab-${part}`} className={styles.part}>
        {isForm(part) && (
          <FieldProblems value={problems}>
            <FormPart part={part} work={work} />
          </FieldProblems>
        )}
        {part === 'document' && <DocumentPart work={work} problems={problems} jump={jump} />}
        {part === 'compare' && <ComparePart work={work} />}
      </div>
      <LeavingDialog work={work} />
    </div>
  );
}

/** A part that the program does not have is not offered. */
function isOffered(part: Part, { program, texts }: Document): boolean {
  if (part === 'document' || part === 'compare') return true;
  if (program === undefined) return false;
  if (part === 'ladders') return queuesIn(program) !== null;
  if (part === 'questions') return program.conversation !== undefined;
  if (part === 'packages') return program.servicePackage !== undefined;
  if (part === 'tickets') return program.tickets !== undefined;
  if (part === 'hours') return hoursIn(program).length > 0;
  return part === 'roles' || Object.keys(texts).length > 0;
}

type FormName = Exclude<Part, 'document' | 'compare'>;

const forms: Readonly<Record<FormName, ComponentType<{ work: Work }>>> = {
  ...{ ladders: LaddersPart, hours: HoursPart, texts: TextsPart },
  ...{ names: NamesPart, roles: RolesPart, packages: PackagesPart, tickets: TicketsPart, questions: QuestionsPart },
};

const isForm = (part: Part): part is FormName => part in forms;

/** A form needs files that can be read. */
function FormPart({ part, work }: { part: FormName; work: Work }) {
  const { t } = useTranslation();
  const { program, texts } = work.document;
  const broken = program === undefined ? RULES_FILE : Object.keys(texts).find((one) => texts[one] === undefined);
  const Form = forms[part];
  if (broken === undefined) return <Form work={work} />;
  const file = broken === RULES_FILE ? broken : textsFile(broken);
  return <p role="status">{t('rulesPage.unreadable', { file })}</p>;
}
