import { useState } from 'preact/hooks';
import type { TalkBounds } from '../../../talk-messages.ts';
import type { Opening } from '../../models/talk.ts';
import { addressOf, type Snippet, snippetsFor } from '../../models/talk-address.ts';

export interface ElsewhereProps {
  talkPath: string;
  most: TalkBounds | undefined;
  /** Of the connection that was opened last. */
  opening: Opening | undefined;
}

/** The handler's address for other programs, ready to be copied. */
export function Elsewhere({ talkPath, most, opening }: ElsewhereProps) {
  const address = addressOf(location.host, talkPath, opening?.path ?? '/ws/c1');
  return (
    <details class="talk-elsewhere">
      <summary>Connect from elsewhere</summary>
      <p class="soft">
        Whoever has this address can talk to your handler while this talk lives: keep it to yourself. It ends when this page is closed,
        {most && ` ${most.leftSeconds} s after everybody has left, or after ${most.minutes} minutes.`}
      </p>
      <dl>
        {snippetsFor(address, opening?.subprotocols ?? []).map((snippet) => (
          <Copied key={snippet.name} snippet={snippet} />
        ))}
      </dl>
    </details>
  );
}

function Copied({ snippet: { name, text } }: { snippet: Snippet }) {
  const [state, setState] = useState<'copied' | 'refused'>();
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('refused'),
    );
  return (
    <div class="talk-snippet">
      <dt>{name}</dt>
      <dd>
        <pre>{text}</pre>
        <button type="button" class="ghost" onClick={copy} aria-label={`Copy the ${name === 'URL' ? 'URL' : `code for ${name}`}`}>
          Copy
        </button>
        <span class="soft" role="status">
          {state === 'copied' ? 'Copied' : state === 'refused' ? 'The browser did not let it be copied: mark it and copy it by hand.' : ''}
        </span>
      </dd>
    </div>
  );
}
