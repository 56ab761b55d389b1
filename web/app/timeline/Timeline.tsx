import { useState } from 'preact/hooks';
import { nextIndex } from '../components/Tabs.tsx';
import type { Block, Row } from './layout.ts';
import { EDGE, LINE_HEIGHT, type Lines, type Placed, place, TOP, WIDTHS } from './place.ts';

export interface TimelineProps {
  blocks: Block[];
  showPattern: boolean;
  /** `old`: what is drawn is the pattern of the run before. */
  patternIs: 'here' | 'old' | 'awaited' | 'absent';
  isNarrow: boolean;
  /** When not given, no row can be chosen. */
  onSelect?: (row: Row) => void;
  /** What the lane shows, and what is said at its mark. */
  title?: string;
  mark?: string;
}

/** Two lifelines a lane, frames as arrows between them, both lanes lined up by the script's entries. */
export function Timeline({ blocks, showPattern, patternIs, isNarrow, onSelect, title = 'your connection', mark }: TimelineProps) {
  const width = isNarrow && !showPattern ? WIDTHS.narrow : WIDTHS.wide;
  const laneWidth = showPattern ? width / 2 : width;
  const lane: Lines = { width: laneWidth, probe: EDGE, handler: laneWidth - EDGE };
  const { own, pattern, height } = place(blocks, lane, showPattern);
  return (
    <div class="drawn" style={{ width: `${width}px` }}>
      {/* Replaced, not moved. */}
      <div class="lane-heads" key={`${showPattern}`}>
        {showPattern && <LaneHead title="working pattern" />}
        <LaneHead title={title} />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: what it suggests cannot be drawn in */}
      <svg class="timeline" viewBox={`0 0 ${width} ${height}`} width={width} role="group" aria-label={describeDrawing(own)}>
        <defs>
          <marker
            id="arrow-head"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path d="M0 0 8 4 0 8z" fill="context-stroke" />
          </marker>
          <marker
            id="open-head"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path d="M1 1 7 4 1 7" fill="none" stroke="context-stroke" stroke-width="1.2" />
          </marker>
        </defs>
        {showPattern && <Lane rows={pattern} lane={lane} x={0} isOld={patternIs === 'old'} />}
        {showPattern && (patternIs === 'awaited' || patternIs === 'absent') && (
          <text class="awaited" x={laneWidth / 2} y={TOP + 20} text-anchor="middle">
            {patternIs === 'awaited' ? 'being played …' : 'not played'}
          </text>
        )}
        <Lane rows={own} lane={lane} x={showPattern ? laneWidth : 0} onSelect={onSelect} mark={mark} />
      </svg>
    </div>
  );
}

function LaneHead({ title }: { title: string }) {
  return (
    <div class="lane-head">
      <span>probe</span>
      <b>{title}</b>
      <span>handler</span>
    </div>
  );
}

interface LaneProps {
  rows: Placed[];
  lane: Lines;
  x: number;
  isOld?: boolean;
  onSelect?: (row: Row) => void;
  mark?: string;
}

function Lane({ rows, lane, x, isOld, onSelect, mark }: LaneProps) {
  const last = rows.at(-1);
  const end = last ? last.top + last.height : TOP;
  const [asked, setStop] = useState<number>();
  const stop =
    asked ??
    Math.max(
      0,
      rows.findIndex(({ row }) => row.parts && row.event),
    );
  return (
    <g transform={`translate(${x} 0)`} class={isOld ? 'old' : undefined}>
      <path class="lifeline" d={`M${lane.probe} 0V${end}M${lane.handler} 0V${end}`} />
      {rows.map((placed, index) => (
        <DrawnRow
          key={placed.row.event?.seq ?? `mark-${index}`}
          placed={placed}
          lane={lane}
          onSelect={onSelect}
          stop={index === stop}
          onStop={() => setStop(index)}
          mark={mark}
        />
      ))}
    </g>
  );
}

interface DrawnRowProps {
  placed: Placed;
  lane: Lines;
  onSelect?: (row: Row) => void;
  /** The Tab key stops at this one of the lane's rows; the arrows go on from there. */
  stop: boolean;
  onStop(): void;
  mark?: string;
}

function DrawnRow({ placed, lane, onSelect, stop, onStop, mark }: DrawnRowProps) {
  const { row, top, height } = placed;
  const [hovered, setHovered] = useState(false);
  const select = onSelect && row.event ? () => onSelect(row) : undefined;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') select?.();
    else if (!moveFocus(event)) return;
    event.preventDefault();
  };
  const asButton = { role: 'button' as const, tabIndex: stop ? 0 : -1, onKeyDown, onFocus: onStop };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it is a button where it can be chosen
    <g
      class={`row tone-${row.tone} ${row.wire ?? row.kind}${row.after ? ' after' : ''}${select ? ' selectable' : ''}${hovered ? ' hovered' : ''}`}
      onClick={select}
      onMouseEnter={() => setHovered(true)}
      onMouseLeave={() => setHovered(false)}
      {...(select ? asButton : {})}
    >
      {row.parts && <rect class="parting" x={3} y={top} width={lane.width - 6} height={height - 2} rx={8} />}
      <Shape placed={placed} lane={lane} />
      {row.parts && row.event && (
        <text class="parting-label" x={lane.width / 2} y={top + height - 9} text-anchor="middle">
          {mark ?? (row.event.kind === 'limit-exceeded' ? 'the run was ended here' : 'the two part here')}
        </text>
      )}
    </g>
  );
}

/** To another row that can be chosen; false for a key that leads nowhere. */
function moveFocus({ key, currentTarget }: KeyboardEvent): boolean {
  const lane = (currentTarget as SVGElement).parentElement;
  const rows = [...(lane?.querySelectorAll<SVGElement>('.selectable') ?? [])];
  const to = nextIndex(key, rows.indexOf(currentTarget as SVGElement), rows.length);
  if (to === undefined) return false;
  rows[to]?.focus();
  return true;
}

function Shape({ placed: { row, lines, top, height }, lane }: { placed: Placed; lane: Lines }) {
  const middle = lane.width / 2;
  const from = top + (row.parts ? 4 : 0);
  if (row.kind === 'told') return <Told label={lines.join(' ')} y={from + 17} lane={lane} />;
  if (row.kind === 'pause') return <Pause label={row.label} top={top} height={height} lane={lane} />;
  const arrowY = from + lines.length * LINE_HEIGHT + 6;
  const arrow = row.kind === 'sent' ? `M${lane.probe} ${arrowY}H${lane.handler - 3}` : `M${lane.handler} ${arrowY}H${lane.probe + 3}`;
  return (
    <>
      {lines.map((line, index) => (
        <text
          key={index}
          class={row.kind === 'note' ? 'note' : 'arrow-label'}
          x={middle}
          y={from + 13 + index * LINE_HEIGHT}
          text-anchor="middle"
        >
          {line}
        </text>
      ))}
      {row.kind !== 'note' && (
        <path
          class={`arrow${row.kind === 'cut' ? ' cut' : ''}`}
          d={arrow}
          marker-end={row.wire === 'control' ? 'url(#open-head)' : 'url(#arrow-head)'}
        />
      )}
    </>
  );
}

/** Nothing happened for so long: the lifelines are broken, and higher the longer it was, by tenfolds. */
function Pause({ label, top, height, lane }: { label: string; top: number; height: number; lane: Lines }) {
  const [from, to] = [top + 3, top + height - 3];
  return (
    <>
      <path class="gap" d={`M${lane.probe} ${from}V${to}M${lane.handler} ${from}V${to}`} />
      <path class="gap-dots" d={`M${lane.probe} ${from}V${to}M${lane.handler} ${from}V${to}`} />
      <text class="pause" x={lane.width / 2} y={top + height / 2 + 4} text-anchor="middle">
        {label}
      </text>
    </>
  );
}

function Told({ label, y, lane }: { label: string; y: number; lane: Lines }) {
  const width = Math.min(lane.width - 12, label.length * 6.8 + 18);
  const x = Math.min(lane.handler - width / 2, lane.width - 6 - width);
  return (
    <>
      <rect class="told-box" x={x} y={y - 12} width={width} height={24} rx={6} />
      <text class="told-label" x={x + width / 2} y={y + 4} text-anchor="middle">
        {label}
      </text>
    </>
  );
}

function describeDrawing(own: Placed[]): string {
  const parted = own.find(({ row }) => row.parts)?.row.label;
  return `Timeline of your connection, ${own.length} rows${parted ? `; it parts from the working pattern at: ${parted}` : ''}. The tab Events lists them all.`;
}
