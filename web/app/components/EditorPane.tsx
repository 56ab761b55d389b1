import { useEffect, useRef, useState } from 'preact/hooks';
import { type Dialect, FACES } from '../../../sandbox/runtimes/dialect.ts';
import type { Editor, Mark } from '../editor/editor.ts';
import { fetchTypings } from '../models/workshop.ts';

export type WaysToLine = Pick<Editor, 'goTo' | 'show'>;

export interface EditorPaneProps {
  /** Taken over when the editor begins and when `replaced` changes: while the learner types, the editor is ahead of it. */
  text: string;
  replaced: number;
  dialect: Dialect;
  dark: boolean;
  readOnly?: boolean;
  label: string;
  marks?: Mark[];
  colouredLine?: number;
  onType?: (text: string) => void;
  /** Gives the ways to a line, once the editor is there. */
  onReady?: (ways: WaysToLine) => void;
}

/** The draft as plain text until the editor has loaded, then the editor. */
export function EditorPane(props: EditorPaneProps) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor>(undefined);
  const latest = useRef(props);
  const [failed, setFailed] = useState(false);
  const [ready, setReady] = useState(false);
  latest.current = props;

  useEffect(() => {
    let gone = false;
    afterPaint(async () => {
      const { createEditor, prepareLanguage, teach } = await import('../editor/editor.ts');
      const { fileName, editorLanguage: language } = FACES[latest.current.dialect];
      await prepareLanguage(language);
      if (gone || !host.current) return;
      const { text, dark, readOnly, label } = latest.current;
      const onType = (typed: string) => latest.current.onType?.(typed);
      const created = createEditor({ host: host.current, fileName, language, text, dark, readOnly, label, onType });
      editor.current = created;
      setReady(true);
      latest.current.onReady?.(created);
      await teach(language, async () => (await fetchTypings(latest.current.dialect)).typings);
    }).catch(() => setFailed(editor.current === undefined));
    return () => {
      gone = true;
      editor.current?.dispose();
      editor.current = undefined;
    };
  }, []);

  useEffect(() => editor.current?.setText(latest.current.text), [props.replaced]);
  useEffect(() => editor.current?.setDark(props.dark), [props.dark]);
  useEffect(() => editor.current?.setMarks(props.marks ?? []), [props.marks, ready]);
  useEffect(() => editor.current?.setLine(props.colouredLine), [props.colouredLine, ready]);

  return (
    <div class="editor">
      {!ready && !failed && <pre class="editor-waiting">{props.text}</pre>}
      {failed && (
        <textarea
          class="editor-plain"
          aria-label={props.label}
          readOnly={props.readOnly}
          value={props.text}
          spellcheck={false}
          onInput={({ currentTarget }) => props.onType?.(currentTarget.value)}
        />
      )}
      <div class="editor-host" ref={host} hidden={failed} />
    </div>
  );
}

/** The prose comes first: the editor is large. */
async function afterPaint(load: () => Promise<void>): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  await load();
}
