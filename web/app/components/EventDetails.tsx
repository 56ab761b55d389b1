import { useLayoutEffect, useRef } from 'preact/hooks';
import type { TimelineEvent } from '../../../sandbox/index.ts';
import { describeEvent, directionOf } from '../../../sandbox/timeline/describe.ts';
import { type ClientSide, type Field, fieldsOf, placeOf, senderOf, wireOf } from '../../../sandbox/timeline/fields.ts';
import { callConnection, describeMs } from '../../../sandbox/timeline/wording.ts';
import { visibleText } from '../../visible-text.ts';
import type { ListedExpectation } from '../models/expectations.ts';
import { LineButton } from './LineButton.tsx';

export interface EventDetailsProps {
  event: TimelineEvent;
  /** Who was on the client side; the probe when not given. */
  client?: ClientSide;
  /** Those that it met or missed. */
  expectations?: readonly ListedExpectation[];
  /** Leads to a line of the learner's source; without it a line is named and no more. */
  onGoTo?(line: number, column: number): void;
  /** To the event before this one, or after it. */
  onStep?(by: -1 | 1): void;
  onClose(): void;
  /** They are taken away while they have the focus: by a new run, not by whoever reads them. */
  onLost?(): void;
}

/** The longest text that is shown whole, in characters. */
const MOST_CHARACTERS = 4_000;
/** A payload that is longer than its field shows. */
const FIELD_CHARACTERS = 120;
const SOURCES = {
  wire: 'seen on the wire',
  parent: 'decided by the workshop',
  process: 'reported by the handler’s process',
} satisfies Record<TimelineEvent['source'], string>;

/**
 * One event taken apart: its bytes by field and what each says, the expectations that it decided, and its line. It takes the focus when
 * it opens; whoever opens it gives the focus back.
 */
export function EventDetails({ event, client, expectations = [], onGoTo, onStep, onClose, onLost }: EventDetailsProps) {
  const section = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    heading.current?.focus();
    return () => {
      if (section.current?.contains(document.activeElement)) onLost?.();
    };
  }, []);
  const at = placeOf(event);
  const sender = senderOf(event);
  const fields = fieldsOf(event, client);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard has to get into it
    <section class="detail" ref={section} aria-label="Event" tabIndex={0} onKeyDown={(pressed) => closeOnEscape(pressed, onClose)}>
      <header class="detail-head">
        <h3 ref={heading} tabIndex={-1}>
          {visibleText(titleOf(event))}
        </h3>
        {onStep && (
          <>
            <button type="button" class="quiet" onClick={() => onStep(-1)} aria-label="Previous event">
              ↑
            </button>
            <button type="button" class="quiet" onClick={() => onStep(1)} aria-label="Next event">
              ↓
            </button>
          </>
        )}
        <button type="button" class="quiet" onClick={onClose} aria-label="Close the details">
          ×
        </button>
      </header>
      <p class="soft">
        at {describeMs(event.atMs)}
        {event.connection !== undefined && `, ${callConnection(event.connection)}`}, {SOURCES[event.source]}
        {at && ', '}
        {at && (onGoTo ? <LineButton {...at} onGoTo={onGoTo} /> : `line ${at.line}`)}
      </p>
      {sender && (
        <p class="soft">
          Sent by {onGoTo ? <LineButton {...sender} onGoTo={onGoTo} /> : `line ${sender.line}`}, {SOURCES.process}
        </p>
      )}
      {expectations.map((each) => (
        <Decided key={each.entry} expectation={each} />
      ))}
      <Wire event={event} />
      {fields.length > 0 && <Fields fields={fields} />}
      <Whole event={event} hasFields={fields.length > 0} />
    </section>
  );
}

function closeOnEscape(pressed: KeyboardEvent, onClose: () => void): void {
  if (pressed.key !== 'Escape') return;
  pressed.stopPropagation();
  onClose();
}

function Decided({ expectation: { state, expected, observed } }: { expectation: ListedExpectation }) {
  return (
    <p class={`decided is-${state}`}>
      <b>{state === 'met' ? '✓ Met:' : '✗ Missed:'}</b> expected {visibleText(expected)}
      {observed && `; observed: ${visibleText(observed)}`}.
    </p>
  );
}

function Wire({ event }: { event: TimelineEvent }) {
  const wire = wireOf(event);
  const isFrame = event.kind === 'frame-sent' || event.kind === 'frame-received';
  if (!wire) return isFrame ? <p class="soft">The bytes of this frame were not recorded.</p> : null;
  return (
    <p class="wire-bytes">
      <span class="soft">{event.kind === 'protocol-error' ? 'The bytes that show it' : `On the wire, ${wire.size}`}</span>{' '}
      <code>
        {wire.hex}
        {wire.isCut && ' …'}
      </code>
    </p>
  );
}

function Fields({ fields }: { fields: Field[] }) {
  return (
    <table class="fields">
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">On the wire</th>
          <th scope="col">Meaning</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ name, raw, meaning, section, isWrong }, index) => (
          <tr key={index} class={isWrong && 'wrong'}>
            <th scope="row">{visibleText(name)}</th>
            <td>
              <code>{visibleText(raw)}</code>
            </td>
            <td>
              {isWrong && <b>Illegal. </b>}
              {visibleText(meaning)} {section && <span class="section">{section}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What no field has room for: a long text, an error with its stack, a line of output. */
function Whole({ event, hasFields }: { event: TimelineEvent; hasFields: boolean }) {
  const text = wholeText(event, hasFields);
  return text === undefined ? null : <pre>{visibleText(text.slice(0, MOST_CHARACTERS))}</pre>;
}

function wholeText(event: TimelineEvent, hasFields: boolean): string | undefined {
  if (event.kind === 'protocol-error') return event.problem;
  if ('error' in event) return event.error.stack || describeEvent(event).sentence;
  if (!hasFields) return describeEvent(event).sentence;
  const text = event.kind === 'frame-received' ? (event.message?.text ?? event.text) : event.kind === 'frame-sent' ? event.text : undefined;
  return text !== undefined && text.length > FIELD_CHARACTERS ? text : undefined;
}

const TITLES: Partial<Record<TimelineEvent['kind'], string>> = {
  'handshake-sent': 'Opening handshake: the request',
  'handshake-accepted': 'Opening handshake: accepted',
  'handshake-refused': 'Opening handshake: refused',
  'handshake-invalid': 'Opening handshake: an illegal answer',
  'protocol-error': 'Illegal bytes from the handler',
  closed: 'End of the connection',
  output: 'Output of the handler',
};

function titleOf(event: TimelineEvent): string {
  if (event.kind === 'frame-sent' || event.kind === 'frame-received') {
    const opcode = event.opcode === 'reserved' ? 'Reserved' : `${event.opcode[0]?.toUpperCase()}${event.opcode.slice(1)}`;
    return `${opcode} frame ${directionOf(event) === 'sent' ? 'to' : 'from'} the handler`;
  }
  return TITLES[event.kind] ?? describeEvent(event).label.slice(0, FIELD_CHARACTERS);
}
