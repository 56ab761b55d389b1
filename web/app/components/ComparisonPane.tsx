import { useEffect, useRef, useState } from 'preact/hooks';
import { type Dialect, FACES } from '../../../sandbox/runtimes/dialect.ts';
import type { Comparison } from '../editor/editor.ts';

export interface ComparisonPaneProps {
  dialect: Dialect;
  /** What the draft is compared with, and how that is called: "the solution". */
  theirs: string;
  called: string;
  draft: string;
  draftCalled?: string;
  dark: boolean;
}

/** Another text with what differs from the draft marked; as plain text until the editor has loaded. */
export function ComparisonPane({ dialect, theirs, called, draft, draftCalled = 'your draft', dark }: ComparisonPaneProps) {
  const host = useRef<HTMLDivElement>(null);
  const comparison = useRef<Comparison>(undefined);
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let gone = false;
    import('../editor/editor.ts').then(
      async ({ createComparison, prepareLanguage }) => {
        const { editorLanguage: language } = FACES[dialect];
        await prepareLanguage(language);
        if (gone || !host.current) return;
        comparison.current = createComparison({ host: host.current, language, draft, theirs, dark });
        setReady(true);
      },
      () => {}, // The plain text stays.
    );
    return () => {
      gone = true;
      comparison.current?.dispose();
    };
  }, [dialect, theirs, draft]);
  useEffect(() => comparison.current?.setDark(dark), [dark]);
  return (
    <>
      <p class="soft solution-legend">
        <span class="mark-theirs">{called} has this</span> <span class="mark-yours">{draftCalled} has this</span>
      </p>
      <div class="editor">
        {!ready && <pre class="solution">{theirs}</pre>}
        <div class="editor-host" ref={host} hidden={!ready} />
      </div>
    </>
  );
}
