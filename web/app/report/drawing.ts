/** The drawing of a timeline as SVG in text: the page's own layout, without what can be chosen on the page. Pure. */
import type { Block, Row } from '../timeline/layout.ts';
import { EDGE, LINE_HEIGHT, type Lines, type Placed, place, TOP } from '../timeline/place.ts';
import { type Markup, markup } from './markup.ts';

export interface DrawingParts {
  blocks: Block[];
  /** The lanes from left to right; two where a pattern stands beside the own one. */
  lanes: readonly Lane[];
  laneWidth: number;
  /** What is seen, in a sentence. */
  label: string;
  /** What is said where the run parts from the pattern. */
  mark: string;
}

export interface Lane {
  title: string;
  of: 'own' | 'pattern';
}

const HEAD = 28;

export function drawing({ blocks, lanes, laneWidth, label, mark }: DrawingParts): Markup {
  const lines: Lines = { width: laneWidth, probe: EDGE, handler: laneWidth - EDGE };
  const placed = place(
    blocks,
    lines,
    lanes.some(({ of }) => of === 'pattern'),
  );
  const width = laneWidth * lanes.length;
  const height = Math.ceil(placed.height) + HEAD;
  return markup`<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${label}">
${lanes.map(({ title, of }, index) => drawLane(title, placed[of], lines, { x: index * laneWidth, mark }))}</svg>`;
}

function drawLane(title: string, rows: Placed[], lines: Lines, { x, mark }: { x: number; mark: string }): Markup {
  const last = rows.at(-1);
  const end = last ? last.top + last.height : TOP;
  return markup`<g transform="translate(${x} 0)">
<text class="who" x="10" y="18">probe</text><text class="lane" x="${lines.width / 2}" y="18" text-anchor="middle">${title}</text><text class="who" x="${lines.width - 10}" y="18" text-anchor="end">handler</text>
<g transform="translate(0 ${HEAD})"><path class="lifeline" d="M${lines.probe} 0V${end}M${lines.handler} 0V${end}"/>
${rows.map((row) => drawRow(row, lines, mark))}</g></g>
`;
}

function drawRow({ row, lines: words, top, height }: Placed, lines: Lines, mark: string): Markup {
  const from = top + (row.parts ? 4 : 0);
  return markup`<g class="row tone-${row.tone} ${row.wire ?? row.kind}${row.after ? ' after' : ''}">${
    row.parts ? markup`<rect class="parting" x="3" y="${top}" width="${lines.width - 6}" height="${height - 2}" rx="8"/>` : undefined
  }${shapeOf(row, { words, from, top, height }, lines)}${row.parts && row.event ? partingWords(row, top + height - 9, lines, mark) : undefined}</g>
`;
}

function partingWords(row: Row, y: number, lines: Lines, mark: string): Markup {
  const words = row.event?.kind === 'limit-exceeded' ? 'the run was ended here' : mark;
  return markup`<text class="parting-label" x="${lines.width / 2}" y="${y}" text-anchor="middle">${words}</text>`;
}

interface Room {
  words: string[];
  /** Where its words begin. */
  from: number;
  top: number;
  height: number;
}

function shapeOf(row: Row, { words, from, top, height }: Room, lines: Lines): Markup {
  if (row.kind === 'told') return told(words.join(' '), from + 17, lines);
  if (row.kind === 'pause') return pause(row.label, top, height, lines);
  const style = row.kind === 'note' ? 'note' : 'words';
  const texts = words.map(
    (line, index) =>
      markup`<text class="${style}" x="${lines.width / 2}" y="${from + 13 + index * LINE_HEIGHT}" text-anchor="middle">${line}</text>`,
  );
  if (row.kind === 'note') return markup`${texts}`;
  return markup`${texts}${arrow(row, from + words.length * LINE_HEIGHT + 6, lines)}`;
}

function arrow({ kind, wire }: Row, y: number, { probe, handler }: Lines): Markup {
  const [from, to] = kind === 'sent' ? [probe, handler - 2] : [handler, probe + 2];
  const back = kind === 'sent' ? -8 : 8;
  const isOpen = wire === 'control';
  const head = isOpen
    ? markup`<path class="open-head" d="M${to + back} ${y - 4}L${to} ${y}L${to + back} ${y + 4}"/>`
    : markup`<path class="head" d="M${to + back} ${y - 4}L${to} ${y}L${to + back} ${y + 4}z"/>`;
  return markup`<path class="arrow${kind === 'cut' ? ' cut' : ''}" d="M${from} ${y}H${isOpen ? to : to + back / 2}"/>${head}`;
}

/** The lifelines are broken where nothing happened for a while. */
function pause(label: string, top: number, height: number, { probe, handler, width }: Lines): Markup {
  const line = `M${probe} ${top + 3}V${top + height - 3}M${handler} ${top + 3}V${top + height - 3}`;
  return markup`<path class="gap" d="${line}"/><path class="gap-dots" d="${line}"/><text class="pause" x="${width / 2}" y="${top + height / 2 + 4}" text-anchor="middle">${label}</text>`;
}

function told(label: string, y: number, lines: Lines): Markup {
  const width = Math.min(lines.width - 12, label.length * 6.8 + 18);
  const x = Math.min(lines.handler - width / 2, lines.width - 6 - width);
  return markup`<rect class="told-box" x="${x}" y="${y - 12}" width="${width}" height="24" rx="6"/><text class="told-label" x="${x + width / 2}" y="${y + 4}" text-anchor="middle">${label}</text>`;
}
