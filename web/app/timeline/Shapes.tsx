/** The shapes that a row of the drawing is made of. */
import { columnsOf } from '../models/short-text.ts';
import { CHARACTER, handlerOf, LINE_HEIGHT, type Lines, type Placed } from './place.ts';

/** From the probe's line to the first character of a label, where each connection has a line of its own. */
const LABEL_INSET = 8;

export function Shape({ placed, lane }: { placed: Placed; lane: Lines }) {
  const { row, lines, top, height } = placed;
  const from = top + (row.parts ? 4 : 0);
  if (row.kind === 'told') return <Told label={lines.join(' ')} y={from + 17} lane={lane} connection={row.connection} />;
  if (row.kind === 'pause') return <Pause label={row.label} top={top} height={height} lane={lane} />;
  return (
    <>
      <Label placed={placed} from={from} lane={lane} />
      {row.kind !== 'note' && <Arrow placed={placed} y={from + lines.length * LINE_HEIGHT + 6} lane={lane} />}
    </>
  );
}

function Label({ placed: { row, lines }, from, lane }: { placed: Placed; from: number; lane: Lines }) {
  const isNote = row.kind === 'note';
  const [x, anchor] = lane.each ? [lane.probe + LABEL_INSET, 'start' as const] : [lane.width / 2, 'middle' as const];
  return (
    <>
      {lines.map((line, index) => (
        <text key={index} class={isNote ? 'note' : 'arrow-label'} x={x} y={from + 13 + index * LINE_HEIGHT} text-anchor={anchor}>
          {line}
        </text>
      ))}
    </>
  );
}

function Arrow({ placed: { row }, y, lane }: { placed: Placed; y: number; lane: Lines }) {
  const handler = handlerOf(lane, row.connection);
  return (
    <path
      class={`arrow${row.kind === 'cut' ? ' cut' : ''}`}
      d={row.kind === 'sent' ? `M${lane.probe} ${y}H${handler - 3}` : `M${handler} ${y}H${lane.probe + 3}`}
      marker-end={row.wire === 'control' ? 'url(#open-head)' : 'url(#arrow-head)'}
    />
  );
}

/** Nothing happened for so long: the lifelines are broken, and higher the longer it was, by tenfolds. */
function Pause({ label, top, height, lane }: { label: string; top: number; height: number; lane: Lines }) {
  const [from, to] = [top + 3, top + height - 3];
  const broken = [lane.probe, ...(lane.each?.values() ?? [lane.handler])].map((x) => `M${x} ${from}V${to}`).join('');
  return (
    <>
      <path class="gap" d={broken} />
      <path class="gap-dots" d={broken} />
      <text class="pause" x={lane.width / 2} y={top + height / 2 + 4} text-anchor="middle">
        {label}
      </text>
    </>
  );
}

function Told({ label, y, lane, connection }: { label: string; y: number; lane: Lines; connection?: string }) {
  const width = Math.min(lane.width - 12, columnsOf(label) * CHARACTER + 16);
  const x = Math.max(6, Math.min(handlerOf(lane, connection) - width / 2, lane.width - 6 - width));
  return (
    <>
      <rect class="told-box" x={x} y={y - 12} width={width} height={24} rx={6} />
      <text class="told-label" x={x + width / 2} y={y + 4} text-anchor="middle">
        {label}
      </text>
    </>
  );
}

/** What an arrow ends in: a head that is filled for data, an open one for control frames. */
export function ArrowHeads() {
  const marker = {
    viewBox: '0 0 8 8',
    refX: 7,
    refY: 4,
    markerWidth: 8,
    markerHeight: 8,
    markerUnits: 'userSpaceOnUse',
    orient: 'auto',
  } as const;
  return (
    <defs>
      <marker id="arrow-head" {...marker}>
        <path d="M0 0 8 4 0 8z" fill="context-stroke" />
      </marker>
      <marker id="open-head" {...marker}>
        <path d="M1 1 7 4 1 7" fill="none" stroke="context-stroke" stroke-width="1.2" />
      </marker>
    </defs>
  );
}
