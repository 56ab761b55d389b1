import { type Connection, WebSocketDisconnect } from 'clinic';

interface Frame {
  command: string;
  headers: Record<string, string>;
  body: string;
}

const NUL = '\0';
const destinations = new Map<string, Map<Connection, string>>();

function parse(text: string): Frame | undefined {
  const end = text.indexOf(NUL);
  const [head = '', ...rest] = text.slice(0, end < 0 ? undefined : end).split('\n\n');
  const [command = '', ...lines] = head.trimStart().split('\n');
  if (end < 0 || !/^[A-Z]+$/.test(command)) return undefined;
  const headers = Object.fromEntries(lines.filter((line) => line.includes(':')).map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
  return { command, headers, body: rest.join('\n\n') };
}

function frame(command: string, headers: Record<string, string>, body = ''): string {
  return `${command}\n${Object.entries(headers)
    .map(([name, value]) => `${name}:${value}\n`)
    .join('')}\n${body}${NUL}`;
}

async function act(connection: Connection, { command, headers, body }: Frame): Promise<void> {
  const destination = headers.destination ?? '/none';
  if (command === 'CONNECT' || command === 'STOMP') await connection.sendText(frame('CONNECTED', { version: '1.2', 'heart-beat': '0,0' }));
  else if (command === 'SUBSCRIBE') destinations.set(destination, (destinations.get(destination) ?? new Map()).set(connection, headers.id ?? '0'));
  else if (command === 'UNSUBSCRIBE') for (const members of destinations.values()) members.delete(connection);
  else if (command === 'SEND') {
    for (const [member, subscription] of [...(destinations.get(destination) ?? [])]) {
      await member.sendText(frame('MESSAGE', { destination, subscription }, body)).then(undefined, () => {});
    }
  } else if (command !== 'DISCONNECT') await connection.sendText(frame('ERROR', { message: `unknown command ${command.slice(0, 40)}` }));
  if (headers.receipt) await connection.sendText(frame('RECEIPT', { 'receipt-id': headers.receipt }));
}

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') break;
      if (incoming.type === 'text' && incoming.text === '\n') continue; // a heart-beat
      const parsed = incoming.type === 'text' ? parse(incoming.text) : undefined;
      if (parsed) await act(connection, parsed);
      else await connection.sendText(frame('ERROR', { message: 'malformed frame' }));
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  } finally {
    for (const members of destinations.values()) members.delete(connection);
  }
}
