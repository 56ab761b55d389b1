/** What happens before a connection is open: refused on purpose, or by mistake. */
import { alone } from '../experiments/alone.ts';
import type { Found, Known } from './sign.ts';

/** Whoever is refused for what was not given has shown no fault. */
export function refusedForMore({ runs, door, source }: Known): Found[] {
  const played = runs.get(alone.id);
  const refused = played?.timeline.find((event) => event.kind === 'handshake-refused');
  const isAsked = Object.keys(door.query).length > 0 || /headers\s*(?:\.get\(|\[)|cookies?\b/.test(source);
  if (refused?.kind !== 'handshake-refused' || !isAsked || refused.status >= 500) return [];
  return [
    {
      cause: 'needs-more',
      confidence: 'likely',
      title: `The opening handshake was refused with ${refused.status}: something else may be wanted with it`,
      advice: `The source looks at ${[...Object.keys(door.query), 'headers'].join(' or ')} first, and what it wants to see there nobody has given. Give it with --path, and examine it again.`,
      experiment: alone.id,
      evidence: [refused.seq],
      isRemark: true,
    },
  ];
}
