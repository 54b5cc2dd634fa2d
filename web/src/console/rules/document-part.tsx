// Everything that has no form is changed here.
import { Loader, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgramProblem } from '../../shared/wire.ts';
import { RULES_FILE } from './document.ts';
import type { Jump } from './jump.ts';
import { schemaQuery } from './queries.ts';
import styles from './rules.module.css';
import type { Schema } from './schema-place.ts';
import type { Work } from './use-files.ts';

const YamlEditorView = lazy(async () => ({ default: (await import('./yaml-editor-view.tsx')).YamlEditorView }));

type Props = { work: Work; problems: readonly ProgramProblem[]; jump: Jump };

export function DocumentPart({ work, problems, jump }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState({ file: jump.file, after: jump.count });
  const file = chosen.after === jump.count ? chosen.file : jump.file;
  const schema = useQuery(schemaQuery).data as Schema | undefined;
  const names = Object.keys(work.files);
  const ofFile = useMemo(() => problems.filter((one) => one.file === file && one.line !== null), [problems, file]);
  const { program, texts } = work.document;
  const namesOf = (reference: string) =>
    reference === 'roles' ? (program?.roles ?? []) : Object.keys(texts[program?.locale ?? '']?.texts ?? {});
  return (
    <div className={styles.document}>
      <NativeSelect
        label={t('rulesPage.file')}
        description={t('rulesPage.fileHint')}
        value={file}
        onChange={(event) => setChosen({ file: event.currentTarget.value, after: jump.count })}
        data={names}
        dir="ltr"
      />
      <Suspense fallback={<Loader size="sm" aria-label={t('loading')} />}>
        <YamlEditorView
          file={file}
          text={work.files[file] ?? ''}
          problems={ofFile}
          schema={schemaOf(schema, file)}
          jump={jump}
          namesOf={namesOf}
          onChange={(text) => work.write(file, text)}
        />
      </Suspense>
    </div>
  );
}

function schemaOf(schema: Schema | undefined, file: string): Schema | undefined {
  const { program, texts, holidays } = schema?.properties ?? {};
  if (file === RULES_FILE) return program;
  return Object.values((file.startsWith('holidays.') ? holidays : texts)?.patternProperties ?? {})[0];
}
