import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

interface Event {
  id: string;
  kind: number;
  content: string;
}
interface Filter {
  kinds?: number[];
  ids?: string[];
}

const stored: Event[] = [];
const fits = ({ kinds, ids }: Filter) => (event: Event) => (kinds?.includes(event.kind) ?? true) && (ids?.includes(event.id) ?? true);
const isEvent = (value: any): value is Event => typeof value?.id === 'string' && Number.isInteger(value.kind) && typeof value.content === 'string';

export default function attach(server: Server): void {
  const open = new Set<(event: Event) => void>();
  const wss = new WebSocketServer({ server, maxPayload: 128 * 1024 });

  wss.on('connection', (ws) => {
    const subscriptions = new Map<string, Filter>();
    const send = (...message: unknown[]) => ws.send(JSON.stringify(message));
    const offer = (event: Event) => {
      for (const [id, filter] of subscriptions) if (fits(filter)(event)) send('EVENT', id, event);
    };
    open.add(offer);
    ws.on('close', () => open.delete(offer));
    ws.on('error', ({ message }) => console.log('dropped:', message));

    const verbs: Record<string, (...values: any[]) => void> = {
      EVENT(event) {
        if (!isEvent(event)) return send('NOTICE', 'invalid: event');
        if (stored.push(event) > 100) stored.shift();
        send('OK', event.id, true, '');
        for (const each of open) each(event);
      },
      REQ(id, filter) {
        if (typeof filter !== 'object' || filter === null) return send('NOTICE', 'invalid: filter');
        subscriptions.set(String(id), { kinds: Array.isArray(filter.kinds) ? filter.kinds : undefined, ids: Array.isArray(filter.ids) ? filter.ids : undefined });
        for (const event of stored.filter(fits(subscriptions.get(String(id))!))) send('EVENT', id, event);
        send('EOSE', id);
      },
      CLOSE: (id) => subscriptions.delete(String(id)),
    };

    ws.on('message', (data) => {
      try {
        const [verb, ...values] = JSON.parse(data.toString());
        if (Object.hasOwn(verbs, verb)) verbs[verb]!(...values);
        else send('NOTICE', 'unknown verb');
      } catch {
        send('NOTICE', 'could not parse command');
      }
    });
  });
}
