// CodeMirror in a shadow root: there it puts its styles into style sheets made by script. In the page it would add a
// <style> element, which the content-security-policy forbids.
import { autocompletion, type CompletionSource, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { ProgramProblem } from '../../shared/wire.ts';
import { keysAt, placeAtEnd, referenceAt, type Schema, valuesAt } from './schema-place.ts';

export type Editor = {
  setText: (text: string) => void;
  setProblems: (problems: readonly ProgramProblem[]) => void;
  /** Shows a line and puts the cursor there. */
  goTo: (line: number) => void;
  close: () => void;
};

type Options = {
  host: HTMLElement;
  text: string;
  label: string;
  phrases: Record<string, string>;
  onChange: (text: string) => void;
  /** Read when something is completed: they may come later than the editor. */
  schema: () => Schema | undefined;
  namesOf: (reference: string) => readonly string[];
};

export function openEditor({ host, text, label, phrases, onChange, schema, namesOf }: Options): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        [lineNumbers(), history(), drawSelection(), indentOnInput(), bracketMatching(), highlightActiveLine()],
        [search({ top: true }), highlightSelectionMatches(), lintGutter(), indentUnit.of('  ')],
        [yaml(), syntaxHighlighting(colours), look, EditorState.phrases.of(phrases)],
        autocompletion({ icons: false, override: [completions(schema, namesOf)] }),
        keymap.of([...completionKeymap, ...searchKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.contentAttributes.of({ 'aria-label': label, dir: 'ltr', tabindex: '0' }),
        EditorView.updateListener.of(({ docChanged, state }) => docChanged && onChange(state.doc.toString())),
      ],
    }),
  });
  return {
    setText: (next) => {
      if (view.state.doc.toString() === next) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
    },
    setProblems: (problems) =>
      view.dispatch(
        setDiagnostics(
          view.state,
          problems.map((one) => marked(view, one)),
        ),
      ),
    goTo: (line) => {
      const { from } = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
      view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
      view.focus();
    },
    close: () => view.destroy(),
  };
}

/** The whole line of a mistake, without its indentation. */
function marked({ state }: EditorView, { line, severity, text }: ProgramProblem): Diagnostic {
  const found = state.doc.line(Math.min(line ?? 1, state.doc.lines));
  const indent = found.text.length - found.text.trimStart().length;
  return { from: Math.min(found.from + indent, found.to), to: found.to, severity, message: text };
}

/** Keys, listed values, and names that the document itself gives. */
function completions(schema: Options['schema'], namesOf: Options['namesOf']): CompletionSource {
  return ({ state, pos, explicit }) => {
    const whole = schema();
    if (whole === undefined) return null;
    const lines = state.sliceDoc(0, pos).split('\n');
    const { path, isValue, from } = placeAtEnd(lines);
    const start = pos - (lines.at(-1)?.length ?? 0) + from;
    if (!explicit && start === pos) return null;
    const keys = isValue ? [] : keysAt(whole, path);
    const reference = referenceAt(whole, path);
    const named = reference === null ? [] : namesOf(reference).map((label) => ({ label, detail: '' }));
    const values = [...valuesAt(whole, path), ...named];
    const options = [
      ...keys.map(({ label, detail }) => ({ label, info: detail || undefined, type: 'property', apply: `${label}: ` })),
      ...values.map(({ label, detail }) => ({ label, info: detail || undefined, type: 'enum' })),
    ];
    return options.length === 0 ? null : { from: start, options, validFor: /^[\w.-]*$/ };
  };
}

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--brand-deep)' },
  { tag: tags.comment, color: 'var(--ink-soft)', fontStyle: 'italic' },
  { tag: [tags.labelName, tags.typeName, tags.keyword], color: 'var(--ok)' },
]);

// The colours are the page's own, so they follow the dark scheme. Markers are signs, not pictures.
const look = EditorView.theme({
  '&': { blockSize: '100%', color: 'var(--ink)', backgroundColor: 'var(--surface)', fontSize: '13.5px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--paper)', color: 'var(--ink-soft)', borderRight: '1px solid var(--line)' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--brand-soft) 45%, transparent)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--brand) 28%, transparent)',
  },
  '.cm-selectionMatch, .cm-searchMatch': { backgroundColor: 'var(--brand-soft)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--brand-soft)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--danger) 1.5px',
    backgroundColor: 'var(--danger-soft)',
  },
  '.cm-lintRange-warning': { backgroundImage: 'none', textDecoration: 'underline dotted var(--ink-soft) 1.5px' },
  '.cm-lint-marker': { content: 'normal', textAlign: 'center', fontWeight: '800' },
  '.cm-lint-marker-error': { content: 'normal', color: 'var(--danger)' },
  '.cm-lint-marker-error::before': { content: '"✕"' },
  '.cm-lint-marker-warning': { content: 'normal', color: 'var(--ink-soft)' },
  '.cm-lint-marker-warning::before': { content: '"!"' },
  '.cm-tooltip, .cm-panels': {
    backgroundColor: 'var(--surface)',
    color: 'var(--ink)',
    border: '1px solid var(--line-strong)',
    borderRadius: '8px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--brand)',
    color: 'var(--on-brand)',
  },
  '.cm-completionInfo': { maxInlineSize: '320px' },
  '.cm-panel input, .cm-panel button': { font: 'inherit', color: 'inherit', background: 'var(--paper)' },
});
