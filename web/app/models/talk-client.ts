/** Who the client side of a connection is in a talk: the person at the page, or a client endpoint from elsewhere. Never the probe, which plays runs. Pure. */
import type { ClientSide } from '../../../sandbox/timeline/fields.ts';
import type { HandConnection } from './talk.ts';

const CLIENTS: Record<HandConnection['from'], ClientSide> = {
  page: { name: 'you', own: 'your' },
  elsewhere: { name: 'the client endpoint', own: 'the client endpoint’s' },
};

export function clientOf(from: HandConnection['from']): ClientSide {
  return CLIENTS[from];
}

/** What the line of the client side is called in a drawing of these connections. */
export function clientLine(connections: readonly Pick<HandConnection, 'from'>[]): string {
  const yours = connections.some(({ from }) => from === 'page');
  const others = connections.some(({ from }) => from === 'elsewhere');
  if (!others) return 'you';
  return yours ? 'you, others' : 'client endpoint';
}
