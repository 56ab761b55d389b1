/** Which event of a timeline is taken apart, who asked for it, and where the focus goes when that is over. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface Chosen {
  /** The run that it belongs to. */
  run: number;
  seq: number;
  /** Goes up each time somebody asks for an event; a step to its neighbour leaves it. */
  asked: number;
}

export interface Details {
  chosen: Chosen | undefined;
  /** How often somebody has asked; 0 before the first time. */
  asked: number;
  choose(seq: number): void;
  /** Another event in the same details, which keep the focus. */
  step(seq: number): void;
  close(): void;
}

interface Asker {
  element: Element | null;
  /** What finds it again when it was drawn anew. */
  key?: string;
  tab: string;
}

/**
 * `tab` is the one that is open, `open` opens another. Whoever asked gets the focus back, in the tab where that was; where it is gone, the
 * tab itself does. So does the tab when a new run takes the details away.
 */
export function useDetails<Tab extends string>(run: number, tab: Tab, open: (tab: Tab) => void): Details {
  const [chosen, setChosen] = useState<Chosen>();
  const [closed, setClosed] = useState(0);
  const asker = useRef<Asker>(undefined);
  const asked = useRef(0);
  useLayoutEffect(() => {
    if (closed > 0) giveBack(asker.current);
  }, [closed]);
  return {
    chosen: chosen?.run === run ? chosen : undefined,
    asked: asked.current,
    choose(seq) {
      const element = document.activeElement;
      // Asked for from the details themselves: whoever opened them stays the one who asked.
      if (!element?.closest('.detail')) asker.current = { element, key: element?.getAttribute('data-key') ?? undefined, tab };
      asked.current += 1;
      setChosen({ run, seq, asked: asked.current });
    },
    step: (seq) => setChosen((before) => before && { ...before, seq }),
    close() {
      setChosen(undefined);
      if (asker.current) open(asker.current.tab as Tab);
      setClosed((count) => count + 1);
    },
  };
}

function giveBack(asker: Asker | undefined): void {
  const found = asker?.key === undefined ? null : document.querySelector(`[data-key="${asker.key}"]`);
  const element = asker?.element?.isConnected && asker.element !== document.body ? asker.element : found;
  const to = element ?? document.getElementById(`tab-${asker?.tab}`);
  (to as HTMLElement | SVGElement | null)?.focus();
}
