// A higher-order function puts the lights around any handler of messages.
import { type Connection, WebSocketDisconnect } from 'clinic';

type OnMessage = (text: string) => unknown;

const withLights =
  (onMessage: OnMessage) =>
  async (connection: Connection, id: string): Promise<void> => {
    const lit = (sign: string, ...given: unknown[]) => console.log(sign, `[${id}]`, ...given);
    lit('🔄');
    await connection.accept();
    lit('✅');
    try {
      while (true) {
        lit('⏳');
        const text = await connection.receiveText();
        lit('📥', text);
        await connection.sendJson(onMessage(text));
      }
    } catch (error) {
      if (error instanceof WebSocketDisconnect) lit('👋');
      else lit('💥', error);
    }
  };

interface Message {
  type: 'greet' | 'add' | 'note';
  tags?: string[];
}

const history = new Array<string>();

export default withLights((text) => {
  const { type, tags } = JSON.parse(text) as Message;
  history.push([type, ...(tags ?? [])].join(' '));
  return Object.freeze({ type: 'response', data: 'Message received' });
});
