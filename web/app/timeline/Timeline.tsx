import { useMemo, useRef } from 'preact/hooks';
import { Lane } from './Lane.tsx';
import type { Block, Row } from './layout.ts';
import { handlerOf, type Lines, linesIn, type Placed, place, TOP, WIDTHS } from './place.ts';
import { ArrowHeads } from './Shapes.tsx';
import { useVisible } from './visible.ts';

export interface TimelineProps {
  blocks: Block[];
  showPattern: boolean;
  /** `old`: what is drawn is the pattern of the run before. */
  patternIs: 'here' | 'old' | 'awaited' | 'absent';
  isNarrow: boolean;
  /** When not given, no row can be chosen. */
  onSelect?: (row: Row) => void;
  /** Who is on the client side; the probe when not given. */
  client?: string;
  /** What the lane shows, and what is said at its mark. */
  title?: string;
  mark?: string;
  /** Each of these has a lifeline of its own; not given where one connection is drawn. */
  connections?: readonly string[];
  /** seq of the event that is taken apart. */
  chosen?: number;
  /** seq of the events that a diagnosis rests on, while that is pointed at. */
  evidence?: readonly number[];
}

/** Two lifelines a lane, or one for each connection; frames as arrows between them, both lanes lined up by the script's entries. */
export function Timeline({
  blocks,
  showPattern,
  patternIs,
  isNarrow,
  onSelect,
  client = 'probe',
  title = 'your connection',
  ...rest
}: TimelineProps) {
  const { mark, connections, chosen, evidence } = rest;
  const width = isNarrow && !showPattern ? WIDTHS.narrow : WIDTHS.wide;
  const laneWidth = showPattern ? width / 2 : width;
  const names = connections?.join(' ');
  const { lane, own, pattern, height } = useMemo(() => {
    const lines = linesIn(laneWidth, connections);
    return { lane: lines, ...place(blocks, lines, showPattern) };
  }, [blocks, laneWidth, showPattern, names]);
  const drawing = useRef<SVGSVGElement>(null);
  const visible = useVisible(drawing, Math.max(own.length, pattern.length), width);
  return (
    <div class="drawn" style={{ width: `${width}px` }}>
      {/* Replaced, not moved. */}
      <div class="lane-heads" key={`${showPattern} ${lane.each !== undefined}`}>
        {showPattern && <LaneHead title="working pattern" client={client} lane={lane} />}
        <LaneHead title={title} client={client} lane={lane} />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: what it suggests cannot be drawn in */}
      <svg
        class={lane.each ? 'timeline of-many' : 'timeline'}
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        role="group"
        aria-label={describeDrawing(own)}
        ref={drawing}
      >
        <ArrowHeads />
        {showPattern && <Lane rows={pattern} lane={lane} x={0} visible={visible} isOld={patternIs === 'old'} />}
        {showPattern && (patternIs === 'awaited' || patternIs === 'absent') && (
          <text class="awaited" x={laneWidth / 2} y={TOP + 20} text-anchor="middle">
            {patternIs === 'awaited' ? 'being played …' : 'not played'}
          </text>
        )}
        <Lane
          rows={own}
          lane={lane}
          x={showPattern ? laneWidth : 0}
          visible={visible}
          onSelect={onSelect}
          mark={mark}
          chosen={chosen}
          evidence={evidence}
        />
      </svg>
    </div>
  );
}

function LaneHead({ title, client, lane }: { title: string; client: string; lane: Lines }) {
  if (!lane.each)
    return (
      <div class="lane-head">
        <span>{client}</span>
        <b>{title}</b>
        <span>handler</span>
      </div>
    );
  return (
    <div class="lane-head of-many">
      <b>{title}</b>
      <div class="line-names">
        <span>{client}</span>
        {[...lane.each.keys()].map((name) => (
          <span key={name} class="line-name" style={{ left: `${(handlerOf(lane, name) / lane.width) * 100}%` }}>
            {name}
          </span>
        ))}
      </div>
    </div>
  );
}

function describeDrawing(own: Placed[]): string {
  const parted = own.find(({ row }) => row.parts)?.row.label;
  return `Timeline of your connection, ${own.length} rows${parted ? `; it parts from the working pattern at: ${parted}` : ''}. The list after it says the same in words.`;
}
