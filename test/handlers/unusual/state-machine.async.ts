// A table of states, each a function that gives the next.
import { type Connection, WebSocketDisconnect } from 'clinic';

interface Talk {
  connection: Connection;
  clientId: string;
  text: string;
}

type State = 'attempt' | 'accepted' | 'waiting' | 'received' | 'gone';

const STATES: Record<Exclude<State, 'gone'>, (talk: Talk) => Promise<State>> = {
  async attempt({ connection, clientId }) {
    console.log('🔄', clientId);
    await connection.accept();
    return 'accepted';
  },
  async accepted({ clientId }) {
    console.log('✅', clientId);
    return 'waiting';
  },
  async waiting(talk) {
    console.log('⏳', talk.clientId);
    talk.text = await talk.connection.receiveText();
    return 'received';
  },
  async received({ connection, clientId, text }) {
    console.log('📥', clientId, text);
    await connection.sendText(`Echo: ${text}`);
    return 'waiting';
  },
};

export default async function handler(connection: Connection, clientId: string) {
  const talk: Talk = { connection, clientId, text: '' };
  for (let state: State = 'attempt'; state !== 'gone'; ) {
    try {
      state = await STATES[state](talk);
    } catch (error) {
      if (!(error instanceof WebSocketDisconnect)) throw error;
      state = 'gone';
    }
  }
  console.log('👋', clientId);
}
