import { useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgramProblem } from '../../shared/wire.ts';
import type { Jump } from './jump.ts';
import styles from './rules.module.css';
import type { Schema } from './schema-place.ts';
import { type Editor, openEditor } from './yaml-editor.ts';

type Props = {
  file: string;
  text: string;
  problems: readonly ProgramProblem[];
  schema: Schema | undefined;
  jump: Jump;
  namesOf: (reference: string) => readonly string[];
  onChange: (text: string) => void;
};

/** The editor's own words, as CodeMirror names them, by the keys of our texts. */
const PHRASES = {
  find: 'Find',
  replaceField: 'Replace',
  next: 'next',
  previous: 'previous',
  all: 'all',
  matchCase: 'match case',
  regexp: 'regexp',
  byWord: 'by word',
  replace: 'replace',
  replaceAll: 'replace all',
  close: 'close',
  completions: 'Completions',
  diagnostics: 'Diagnostics',
  noDiagnostics: 'No diagnostics',
} as const;

/** Loaded with the editor when the whole document is first opened. */
export function YamlEditorView(props: Props) {
  const { file, text, problems, jump } = props;
  const { t } = useTranslation();
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | null>(null);
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    if (host.current === null) return undefined;
    const words = Object.entries(PHRASES).map(([key, phrase]) => [phrase, t(`rulesPage.editor.${key}`)] as const);
    const opened = openEditor({
      host: host.current,
      text: latest.current.text,
      label: t('rulesPage.textOf', { file }),
      phrases: Object.fromEntries(words),
      onChange: (typed) => latest.current.onChange(typed),
      schema: () => latest.current.schema,
      namesOf: (reference) => latest.current.namesOf(reference),
    });
    editor.current = opened;
    return () => opened.close();
  }, [file, t]);
  useEffect(() => editor.current?.setText(text), [text, file]);
  useEffect(() => editor.current?.setProblems(problems), [problems, file]);
  useEffect(() => {
    if (jump.count > 0 && jump.file === file) editor.current?.goTo(jump.line);
  }, [jump, file]);
  return <div ref={host} className={styles.editor} dir="ltr" data-editor />;
}
