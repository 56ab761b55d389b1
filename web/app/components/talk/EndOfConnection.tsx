import { visibleText } from '../../../visible-text.ts';
import type { HandConnection, TalkShown } from '../../models/talk.ts';
import { describeEnd } from '../../models/talk-end.ts';

export interface EndOfConnectionProps {
  shown: TalkShown;
  connection: HandConnection;
  onGoTo(line: number, column: number): void;
}

/** The close, completely. */
export function EndOfConnection({ shown, connection: { name, from }, onGoTo }: EndOfConnectionProps) {
  const end = describeEnd(shown.events, name, from);
  if (!end) return <p class="talk-end">Connection {name} ended with the talk.</p>;
  return (
    <section class="talk-end" aria-label={`How connection ${name} ended`}>
      <h3>{visibleText(end.summary)}</h3>
      <dl>
        {end.facts.map(([fact, value]) => (
          <div key={fact}>
            <dt>{fact}</dt>
            <dd>
              {visibleText(value)}
              {fact === 'The handler' && end.line !== undefined && (
                <Line line={end.line} onGoTo={shown.target === 'handler' ? onGoTo : undefined} />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Line({ line, onGoTo }: { line: number; onGoTo?: EndOfConnectionProps['onGoTo'] }) {
  if (!onGoTo) return <> at line {line}</>;
  return (
    <>
      {' at '}
      <button type="button" class="line-button" onClick={() => onGoTo(line, 1)}>
        line {line}
      </button>
    </>
  );
}
