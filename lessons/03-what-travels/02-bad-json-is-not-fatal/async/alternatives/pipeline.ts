import { type Connection, WebSocketDisconnect } from 'clinic';

const log = (level: 'info' | 'warn', fields: object) => console[level](JSON.stringify({ level, ...fields }));

async function* texts(connection: Connection) {
  try {
    while (true) yield await connection.receiveText();
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}

function parsed(text: string): { value?: unknown; reason?: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    log('warn', { error: String(error), length: text.length });
    return { reason: 'invalid JSON' };
  }
}

const CHECKS: [string, (field: unknown) => boolean][] = [
  ['type', (field) => field === 'score'],
  ['player', (field) => typeof field === 'string'],
  ['points', (field) => typeof field === 'number'],
];

export default async function handler(connection: Connection) {
  await connection.accept();
  const totals = new Map<string, number>();
  const respond = (text: string) => {
    const { value, reason } = parsed(text);
    if (reason) return { type: 'error', reason };
    const fields = new Map(Object.entries(value ?? {}));
    if (!CHECKS.every(([name, isRight]) => isRight(fields.get(name)))) return { type: 'error', reason: 'not a score' };
    const player = fields.get('player') as string;
    const total = (totals.get(player) ?? 0) + (fields.get('points') as number);
    if (total > 100) return { type: 'error', reason: 'over 100' };
    totals.set(player, total);
    log('info', { player, total });
    return { type: 'response', data: 'Message received', player, total };
  };
  for await (const text of texts(connection)) await connection.sendText(JSON.stringify(respond(text), null, 2));
}
