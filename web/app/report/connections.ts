/** The connections of a run, drawn for a report: the one where it parted first, the others folded below it. Pure. */
import type { TimelineEvent } from '../../../sandbox/index.ts';
import { describeEvent, describeFate } from '../../../sandbox/timeline/describe.ts';
import { callConnection } from '../../../sandbox/timeline/wording.ts';
import { type Block, connectionsIn, FEW_ROWS, layOut } from '../timeline/layout.ts';
import { ALL, type Judged, partedConnection, partingOf } from '../timeline/parting.ts';
import { type DrawingParts, drawing, type Lane } from './drawing.ts';
import { type Markup, markup } from './markup.ts';

export interface ConnectionsParts {
  timeline: readonly TimelineEvent[];
  pattern?: readonly TimelineEvent[];
  report?: Judged;
  /** seq of the events that decided, where no expectation did. */
  evidence?: readonly number[];
}

/** More are in the list of events. */
const MOST_DRAWN = 8;
/** In pixels: of one of two lanes, of one alone, and of one on a phone. */
const LANES = { beside: 380, alone: 560, narrow: 348 };

export function connections({ timeline, pattern, report, evidence = [] }: ConnectionsParts): Markup {
  const beside = report?.verdict.kind === 'working' ? undefined : pattern;
  const names = connectionsIn(timeline, beside ?? []);
  const decided = timeline.findLast(({ seq, connection }) => connection !== undefined && evidence.includes(seq));
  const shown = decided?.connection ?? (report && partedConnection(report)) ?? names[0] ?? ALL;
  const parting = decided ? { seq: decided.seq, label: describeEvent(decided).label } : report && partingOf(report);
  const others = shown === ALL ? [] : names.filter((name) => name !== shown);
  const blocks = layOut(timeline, beside, shown === ALL ? undefined : shown, parting, { most: FEW_ROWS });
  return markup`<section aria-labelledby="connections">
<h2 id="connections">${shown === ALL ? 'All connections' : sentenceCase(callConnection(shown))}</h2>
${timeline.length === 0 ? markup`<p>Nothing was run, so there is no connection to draw.</p>` : figure(blocks, beside !== undefined)}
${timeline.length > FEW_ROWS * 3 ? markup`<p class="soft">The drawing shows the first ${FEW_ROWS} rows of a lane; the list of events has more.</p>` : undefined}
${others.map((name, index) => {
  const own = timeline.filter((event) => event.connection === name);
  const words = `${sentenceCase(callConnection(name))}: ${describeFate(own)}`;
  if (index >= MOST_DRAWN) return markup`<p class="soft">${words}</p>`;
  return markup`<details><summary>${words}</summary>${figure(layOut(timeline, beside, name, undefined, { most: FEW_ROWS }), beside !== undefined)}</details>
`;
})}
</section>`;
}

const OWN: Lane = { title: 'this run', of: 'own' };
const PATTERN: Lane = { title: 'working pattern', of: 'pattern' };

/** Once for a wide page and for paper, once for a phone: the style sheet shows one of them. */
function figure(blocks: Block[], besidePattern: boolean): Markup {
  const parted = blocks.flatMap(({ own }) => own).find(({ parts }) => parts)?.label;
  const [mark, where] = besidePattern
    ? ['the two part here', 'it parts from the working pattern at']
    : ['not as expected from here', 'it is not as expected from'];
  const end = `The list of events tells the same${parted === undefined ? '' : `; ${where}: ${parted}`}.`;
  const draw = (parts: Omit<DrawingParts, 'mark'>) => drawing({ ...parts, mark });
  const wide = besidePattern
    ? draw({ blocks, lanes: [PATTERN, OWN], laneWidth: LANES.beside, label: `The working pattern, and this run beside it. ${end}` })
    : draw({ blocks, lanes: [OWN], laneWidth: LANES.alone, label: `This run. ${end}` });
  const alone = { own: blocks.map((block) => ({ ...block, pattern: [] })), pattern: blocks.map((block) => ({ ...block, own: [] })) };
  return markup`<figure><div class="wide">${wide}</div>
<div class="narrow">${draw({ blocks: alone.own, lanes: [OWN], laneWidth: LANES.narrow, label: `This run. ${end}` })}
${besidePattern ? draw({ blocks: alone.pattern, lanes: [PATTERN], laneWidth: LANES.narrow, label: 'The working pattern.' }) : undefined}</div>
<figcaption>${LEGEND}</figcaption></figure>`;
}

const LEGEND = markup`<span class="key data">data frame</span> <span class="key control">ping, pong or close frame</span> <span class="key handshake">opening handshake</span> <span class="key told">reported by the handler’s process</span>`;

function sentenceCase(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
