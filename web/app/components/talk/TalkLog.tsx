import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { TimelineEvent } from '../../../../sandbox/index.ts';
import { describeEvent, directionOf } from '../../../../sandbox/timeline/describe.ts';
import { describeMs } from '../../../../sandbox/timeline/wording.ts';
import { visibleText } from '../../../visible-text.ts';
import { middleCut } from '../../models/short-text.ts';
import type { HandConnection, TalkShown } from '../../models/talk.ts';
import { clientLine, clientOf } from '../../models/talk-client.ts';
import { connectionsIn, FEW_ROWS, layOut } from '../../timeline/layout.ts';
import { Timeline } from '../../timeline/Timeline.tsx';
import { ChosenEvent } from '../ResultPane.tsx';
import { useMedia } from '../TimelineTab.tsx';
import { useDetails } from '../use-details.ts';

export interface TalkLogProps {
  shown: TalkShown;
  chosen: HandConnection | undefined;
  /** Two drawings in one page would share the ids of their arrow heads: this one is there while it is looked at. */
  isShown: boolean;
  onGoTo(line: number, column: number): void;
}

const VIEWS = ['talk-list', 'talk-drawing'] as const;
type View = (typeof VIEWS)[number];
const LINE_CHARACTERS = 400;
/** From the last frame to the sentence about it: not one for each of many. */
const SPOKEN_AFTER_MS = 600;

/** What went to and fro on the chosen connection, and what the handler wrote and did, as a list or as a drawing. */
export function TalkLog({ shown, chosen, isShown, onGoTo }: TalkLogProps) {
  const [view, setView] = useState<View>('talk-list');
  const [all, setAll] = useState(false);
  const events = all || !chosen ? shown.events : shown.events.filter(({ connection = chosen.name }) => connection === chosen.name);
  const details = useDetails(shown.talk, view, setView);
  const scroller = useFollowing(events, view);
  const seen = shown.events.find(({ seq }) => seq === details.chosen?.seq);
  const { from = 'page' } = shown.connections.find(({ name }) => name === seen?.connection) ?? {};
  return (
    <>
      <div class="talk-row talk-views">
        <fieldset class="segments">
          <legend class="hidden">How it is shown</legend>
          {VIEWS.map((name) => (
            <button type="button" key={name} id={`tab-${name}`} aria-pressed={name === view} onClick={() => setView(name)}>
              {name === 'talk-list' ? 'List' : 'Drawing'}
            </button>
          ))}
        </fieldset>
        {shown.connections.length > 1 && (
          <label class="talk-all">
            <input type="checkbox" checked={all} onChange={({ currentTarget }) => setAll(currentTarget.checked)} /> all connections
          </label>
        )}
        {shown.leftOut > 0 && <span class="soft">{shown.leftOut} events before or between these are not kept</span>}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard has to get into it */}
      <section class="talk-log drawing" ref={scroller} tabIndex={0} aria-label="What went to and fro">
        {events.length === 0 && <p class="soft">Nothing has gone to or fro yet.</p>}
        {view === 'talk-list' && <List events={events} withNames={all} chosen={details.chosen?.seq} onChoose={details.choose} />}
        {view === 'talk-drawing' && isShown && (
          <Drawing
            events={events}
            connection={all ? undefined : chosen?.name}
            client={clientLine(all || !chosen ? shown.connections : [chosen])}
            chosen={details.chosen?.seq}
            onChoose={details.choose}
          />
        )}
      </section>
      <ChosenEvent
        events={events}
        details={details}
        tab={view}
        client={clientOf(from)}
        onGoTo={shown.target === 'handler' ? onGoTo : undefined}
      />
      <Spoken events={shown.events} />
    </>
  );
}

interface ListProps {
  events: readonly TimelineEvent[];
  withNames: boolean;
  chosen: number | undefined;
  onChoose(seq: number): void;
}

function List({ events, withNames, chosen, onChoose }: ListProps) {
  return (
    <ol class="talk-list">
      {events.filter(isListed).map((event) => (
        <li key={event.seq}>
          <button
            type="button"
            class={`talk-event source-${event.source} ${directionOf(event) ?? 'none'}`}
            aria-pressed={event.seq === chosen}
            data-key={`talk-${event.seq}`}
            onClick={() => onChoose(event.seq)}
          >
            <span class="talk-at">{describeMs(event.atMs)}</span>
            <span class="talk-arrow" aria-hidden="true">
              {SIGNS[directionOf(event) ?? 'none']}
            </span>
            <span class="talk-words">
              {withNames && event.connection !== undefined && <b>{event.connection} </b>}
              <span class="hidden">{SPOKEN[directionOf(event) ?? 'none']} </span>
              {visibleText(describeEvent(event).sentence.slice(0, LINE_CHARACTERS))}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

/** The times beside the rows say how much of it passed. */
function isListed({ kind }: TimelineEvent): boolean {
  return kind !== 'clock-advanced';
}

const SIGNS = { sent: '→', received: '←', none: '·' };
const SPOKEN = { sent: 'sent:', received: 'received:', none: '' };

interface DrawingProps {
  events: readonly TimelineEvent[];
  /** Not given for all of them. */
  connection: string | undefined;
  client: string;
  chosen: number | undefined;
  onChoose(seq: number): void;
}

function Drawing({ events, connection, client, chosen, onChoose }: DrawingProps) {
  const isNarrow = useMedia('(max-width: 560px)');
  const blocks = useMemo(() => layOut(events.slice(-FEW_ROWS), undefined, connection, undefined, { output: 'each' }), [events, connection]);
  return (
    <Timeline
      blocks={blocks}
      showPattern={false}
      patternIs="absent"
      isNarrow={isNarrow}
      onSelect={({ event }) => event && onChoose(event.seq)}
      client={client}
      title={connection === undefined ? 'all connections' : `connection ${connection}`}
      connections={connection === undefined ? connectionsIn(events) : undefined}
      chosen={chosen}
    />
  );
}

/** At the end it stays at the end; whoever scrolls back reads in peace. */
function useFollowing(events: readonly TimelineEvent[], view: View) {
  const element = useRef<HTMLElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    const { current } = element;
    const note = () => {
      if (current) isAtEnd.current = current.scrollHeight - current.scrollTop - current.clientHeight < 24;
    };
    current?.addEventListener('scroll', note, { passive: true });
    return () => current?.removeEventListener('scroll', note);
  }, []);
  useLayoutEffect(() => {
    if (element.current && isAtEnd.current) element.current.scrollTop = element.current.scrollHeight;
  }, [view, events.length, events.at(-1)?.seq]);
  return element;
}

/** For a screen reader: the last thing that came, and how many came with it. */
function Spoken({ events }: { events: readonly TimelineEvent[] }) {
  const [sentence, setSentence] = useState('');
  const spoken = useRef(-1);
  useEffect(() => {
    const timer = setTimeout(() => {
      const news = events.filter((event) => event.seq > spoken.current && isNews(event));
      spoken.current = events.at(-1)?.seq ?? -1;
      const last = news.at(-1);
      if (!last) return;
      const more = news.length > 1 ? `${news.length} came, the last one: ` : '';
      setSentence(`${last.connection ?? ''} ${more}${middleCut(describeEvent(last).sentence, 160)}`);
    }, SPOKEN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [events]);
  return (
    <p class="hidden" role="status">
      {sentence}
    </p>
  );
}

function isNews({ kind }: TimelineEvent): boolean {
  return (
    kind === 'frame-received' ||
    kind === 'closed' ||
    kind === 'handshake-accepted' ||
    kind === 'handshake-refused' ||
    kind === 'connect-failed'
  );
}
