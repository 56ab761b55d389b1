import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { nextIndex } from '../components/Tabs.tsx';
import { holds, type Row } from './layout.ts';
import { extentOf, type Lines, linesAt, type Placed, rowsBetween, TOP } from './place.ts';
import { Shape } from './Shapes.tsx';
import type { Extent } from './visible.ts';

export interface LaneProps {
  rows: Placed[];
  lane: Lines;
  x: number;
  /** What of it is drawn; the mark and what is chosen always are. */
  visible: Extent;
  isOld?: boolean;
  onSelect?: (row: Row) => void;
  /** What is said at the mark. */
  mark?: string;
  /** seq of the event that is taken apart. */
  chosen?: number;
  /** seq of the events that are marked as evidence. */
  evidence?: readonly number[];
}

const NONE: readonly number[] = [];

export function Lane({ rows, lane, x, visible, isOld, onSelect, mark, chosen, evidence = NONE }: LaneProps) {
  const group = useRef<SVGGElement>(null);
  const [asked, setStop] = useState<number>();
  const marked = rows.findIndex(({ row }) => row.parts && row.event);
  const stop = asked !== undefined && asked < rows.length ? asked : Math.max(0, marked);
  const chosenAt = chosen === undefined ? -1 : rows.findIndex(({ row }) => holds(row, chosen));
  const evident = evidence.map((seq) => rows.findIndex(({ row }) => holds(row, seq)));
  const wantsFocus = useRef(false);
  useLayoutEffect(() => {
    if (wantsFocus.current) group.current?.querySelector<SVGElement>('[tabindex="0"]')?.focus();
    wantsFocus.current = false;
  }, [stop]);
  const move = (event: KeyboardEvent) => {
    const choices = rows.flatMap(({ row }, index) => (row.event ? [index] : []));
    const to = onSelect && choices[nextIndex(event.key, choices.indexOf(stop), choices.length) ?? -1];
    if (to === undefined) return;
    event.preventDefault();
    wantsFocus.current = to !== stop;
    setStop(to);
  };
  const drawn = drawnIndexes(rows, visible, [stop, chosenAt, rows.findIndex(({ row }) => row.parts), ...evident]);
  return (
    <g transform={`translate(${x} 0)`} class={isOld ? 'old' : undefined} ref={group}>
      <Lifelines rows={rows} lane={lane} />
      {drawn.map((index) => {
        const placed = rows[index] as Placed;
        return (
          <DrawnRow
            key={placed.row.event?.seq ?? `mark-${index}`}
            placed={placed}
            lane={placed.row.kind === 'pause' ? linesAt(lane, rows, placed.top) : lane}
            onSelect={onSelect}
            stop={index === stop}
            onStop={() => setStop(index)}
            onMove={move}
            mark={mark}
            isChosen={index === chosenAt}
            isEvidence={evident.includes(index)}
          />
        );
      })}
    </g>
  );
}

/** Those that are in view, and these, in their order. */
function drawnIndexes(rows: readonly Placed[], visible: Extent, always: readonly number[]): number[] {
  const [first, end] = rowsBetween(rows, visible);
  const inView = Array.from({ length: end - first }, (_, index) => first + index);
  const others = always.filter((index) => index >= 0 && index < rows.length && (index < first || index >= end));
  return [...new Set([...inView, ...others])].sort((one, other) => one - other);
}

function Lifelines({ rows, lane }: { rows: Placed[]; lane: Lines }) {
  const last = rows.at(-1);
  const end = last ? last.top + last.height : TOP;
  const each = [...(lane.each ?? [])].map(([connection, x]) => {
    const [from, to] = extentOf(rows, connection) ?? [TOP, TOP];
    return `M${x} ${from}V${to}`;
  });
  return <path class="lifeline" d={`M${lane.probe} 0V${end}${lane.each ? each.join('') : `M${lane.handler} 0V${end}`}`} />;
}

interface DrawnRowProps {
  placed: Placed;
  lane: Lines;
  onSelect?: (row: Row) => void;
  /** The Tab key stops at this one of the lane's rows; the arrows go on from there. */
  stop: boolean;
  onStop(): void;
  /** Some other key than those that choose. */
  onMove(event: KeyboardEvent): void;
  mark?: string;
  isChosen: boolean;
  isEvidence: boolean;
}

function DrawnRow({ placed, lane, onSelect, stop, onStop, onMove, mark, isChosen, isEvidence }: DrawnRowProps) {
  const { row, top, height } = placed;
  const [hovered, setHovered] = useState(false);
  const select = onSelect && row.event ? () => onSelect(row) : undefined;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return onMove(event);
    event.preventDefault();
    select?.();
  };
  const asButton = { role: 'button' as const, tabIndex: stop ? 0 : -1, 'aria-pressed': isChosen, onKeyDown, onFocus: onStop };
  const classes = [`row tone-${row.tone}`, row.wire ?? row.kind, row.event?.kind === 'output' && 'output', row.after && 'after'];
  classes.push(row.parts && 'parts', select && 'selectable', hovered && 'hovered', isChosen && 'chosen', isEvidence && 'evidence');
  const inset = { x: 3, y: top, width: lane.width - 6, height: height - 2, rx: 8 };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it is a button where it can be chosen
    <g
      class={classes.filter(Boolean).join(' ')}
      data-key={row.event && `row-${row.event.seq}`}
      onClick={select}
      onMouseEnter={() => setHovered(true)}
      onMouseLeave={() => setHovered(false)}
      {...(select ? asButton : {})}
    >
      {row.parts && <rect class="parting" {...inset} />}
      {isChosen && <rect class="chosen-ground" {...inset} />}
      <Shape placed={placed} lane={lane} />
      {isEvidence && <rect class="evidence-frame" {...inset} />}
      {row.parts && row.event && (
        <text class="parting-label" x={lane.width / 2} y={top + height - 9} text-anchor="middle">
          {mark ?? (row.event.kind === 'limit-exceeded' ? 'the run was ended here' : 'the two part here')}
        </text>
      )}
    </g>
  );
}
