import { useState } from 'preact/hooks';
import { nextIndex } from '../components/Tabs.tsx';
import type { Block, Row } from './layout.ts';

export interface TimelineProps {
  blocks: Block[];
  /** false before the working pattern is known, or where there is no room for it. */
  showPattern: boolean;
  onSelect(row: Row): void;
}

const LANE_WIDTH = 264;
const PROBE_X = 34;
const HANDLER_X = 230;
const ROW_HEIGHT = 34;
const TOP = 64;
/** Room below a row for the words that mark it. */
const PARTING_HEIGHT = 16;

interface Placed {
  row: Row;
  y: number;
}

/** Two lifelines a lane, frames as arrows between them, both lanes lined up by the script's entries. */
export function Timeline({ blocks, showPattern, onSelect }: TimelineProps) {
  const { own, pattern, height } = place(blocks);
  const lanes = showPattern ? 2 : 1;
  const width = LANE_WIDTH * lanes;
  return (
    // biome-ignore lint/a11y/useSemanticElements: what it suggests cannot be drawn in
    <svg class="timeline" viewBox={`0 0 ${width} ${height}`} width={width} role="group" aria-label={describeDrawing(own)}>
      <defs>
        <marker id="arrow-head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
          <path d="M0 0 8 4 0 8z" fill="context-stroke" />
        </marker>
      </defs>
      {showPattern && <Lane title="working pattern" rows={pattern} x={0} />}
      <Lane title="your connection" rows={own} x={showPattern ? LANE_WIDTH : 0} onSelect={onSelect} />
    </svg>
  );
}

function place(blocks: Block[]): { own: Placed[]; pattern: Placed[]; height: number } {
  const own: Placed[] = [];
  const pattern: Placed[] = [];
  let y = TOP + ROW_HEIGHT / 2;
  for (const block of blocks) {
    pattern.push(...block.pattern.map((row, index) => ({ row, y: y + index * ROW_HEIGHT })));
    let ownY = y;
    for (const row of block.own) {
      own.push({ row, y: ownY });
      ownY += ROW_HEIGHT + (row.parts ? PARTING_HEIGHT : 0);
    }
    y = Math.max(ownY, y + block.pattern.length * ROW_HEIGHT);
  }
  return { own, pattern, height: y + 8 };
}

function Lane({ title, rows, x, onSelect }: { title: string; rows: Placed[]; x: number; onSelect?: (row: Row) => void }) {
  const last = rows.at(-1)?.y ?? TOP;
  const [asked, setStop] = useState<number>();
  const stop =
    asked ??
    Math.max(
      0,
      rows.findIndex(({ row }) => row.parts && row.event),
    );
  return (
    <g transform={`translate(${x} 0)`}>
      <text class="lane-title" x={LANE_WIDTH / 2} y={22} text-anchor="middle">
        {title}
      </text>
      <text class="lane-end" x={PROBE_X} y={46} text-anchor="middle">
        probe
      </text>
      <text class="lane-end" x={HANDLER_X} y={46} text-anchor="middle">
        handler
      </text>
      <path class="lifeline" d={`M${PROBE_X} ${TOP - 10}V${last + 8}M${HANDLER_X} ${TOP - 10}V${last + 8}`} />
      {rows.map(({ row, y }, index) => (
        <DrawnRow
          key={row.event?.seq ?? `mark-${index}`}
          row={row}
          y={y}
          onSelect={onSelect}
          stop={index === stop}
          onStop={() => setStop(index)}
        />
      ))}
    </g>
  );
}

interface DrawnRowProps {
  row: Row;
  y: number;
  onSelect?: (row: Row) => void;
  /** The Tab key stops at this one of the lane's rows; the arrows go on from there. */
  stop: boolean;
  onStop(): void;
}

function DrawnRow({ row, y, onSelect, stop, onStop }: DrawnRowProps) {
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
      class={`row tone-${row.tone}${select ? ' selectable' : ''}${hovered ? ' hovered' : ''}`}
      onClick={select}
      onMouseEnter={() => setHovered(true)}
      onMouseLeave={() => setHovered(false)}
      {...(select ? asButton : {})}
    >
      {row.parts && (
        <rect
          class="parting"
          x={4}
          y={y - ROW_HEIGHT / 2 - 4}
          width={LANE_WIDTH - 8}
          height={ROW_HEIGHT + (row.event ? PARTING_HEIGHT : 4)}
          rx={8}
        />
      )}
      <Shape row={row} y={y} />
      {row.parts && row.event && (
        <text class="parting-label" x={LANE_WIDTH / 2} y={y + ROW_HEIGHT / 2 + 6} text-anchor="middle">
          the two part here
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

function Shape({ row, y }: { row: Row; y: number }) {
  const middle = (PROBE_X + HANDLER_X) / 2;
  if (row.kind === 'told') return <Told label={row.label} y={y} />;
  if (row.kind === 'pause' || row.kind === 'note') {
    return (
      <text class={row.kind} x={middle} y={y + 4} text-anchor="middle">
        {row.kind === 'pause' ? `⋯ ${row.label} ⋯` : row.label}
      </text>
    );
  }
  const arrow = row.kind === 'sent' ? `M${PROBE_X} ${y + 6}H${HANDLER_X - 4}` : `M${HANDLER_X} ${y + 6}H${PROBE_X + 4}`;
  return (
    <>
      <text class="arrow-label" x={middle} y={y - 1} text-anchor="middle">
        {row.label}
      </text>
      <path class={`arrow${row.kind === 'cut' ? ' cut' : ''}`} d={arrow} marker-end="url(#arrow-head)" />
    </>
  );
}

function Told({ label, y }: { label: string; y: number }) {
  const width = Math.min(LANE_WIDTH - 12, label.length * 6.6 + 18);
  const x = Math.min(HANDLER_X - width / 2, LANE_WIDTH - 4 - width);
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
