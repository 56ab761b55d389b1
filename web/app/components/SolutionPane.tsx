import { useEffect, useRef, useState } from 'preact/hooks';
import type { Comparison } from '../editor/editor.ts';

export interface SolutionPaneProps {
  solution: string;
  draft: string;
  dark: boolean;
}

/** The solution with what differs from the draft marked; as plain text until the editor has loaded. */
export function SolutionPane({ solution, draft, dark }: SolutionPaneProps) {
  const host = useRef<HTMLDivElement>(null);
  const comparison = useRef<Comparison>(undefined);
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let gone = false;
    import('../editor/editor.ts').then(
      ({ createComparison }) => {
        if (gone || !host.current) return;
        comparison.current = createComparison({ host: host.current, draft, solution, dark });
        setReady(true);
      },
      () => {}, // The plain text stays.
    );
    return () => {
      gone = true;
      comparison.current?.dispose();
    };
  }, [solution, draft]);
  useEffect(() => comparison.current?.setDark(dark), [dark]);
  return (
    <>
      <p class="soft solution-legend">
        <span class="mark-theirs">the solution has this</span> <span class="mark-yours">your draft has this</span>
      </p>
      <div class="editor">
        {!ready && <pre class="solution">{solution}</pre>}
        <div class="editor-host" ref={host} hidden={!ready} />
      </div>
    </>
  );
}
