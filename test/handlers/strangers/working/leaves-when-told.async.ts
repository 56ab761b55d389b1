import { type Connection, WebSocketDisconnect } from 'clinic';

type Command = (connection: Connection, argument: string) => Promise<'stay' | 'go'>;

const commands: Record<string, Command> = {
  async echo(connection, argument) {
    await connection.sendText(argument);
    return 'stay';
  },
  async help(connection) {
    await connection.sendText(Object.keys(commands).join(' '));
    return 'stay';
  },
  async quit(connection) {
    await connection.sendText('bye');
    await connection.close(1000, 'as you wish');
    return 'go';
  },
};

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    for (;;) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') return;
      const [, verb = '', argument = ''] = /^(\w*) ?([^]*)$/.exec(incoming.type === 'text' ? incoming.text : '') ?? [];
      const command = Object.hasOwn(commands, verb) ? commands[verb]! : commands.help!;
      if ((await command(connection, argument.slice(0, 1_000))) === 'go') return;
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
