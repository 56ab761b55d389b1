import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

type State = 'lobby' | 'playing' | 'over';
type Input = 'start' | 'move' | 'resign' | 'again';

const TABLE: Record<State, Partial<Record<Input, State>>> = {
  lobby: { start: 'playing' },
  playing: { move: 'playing', resign: 'over' },
  over: { again: 'lobby' },
};

const isInput = (word: string): word is Input => ['start', 'move', 'resign', 'again'].includes(word);

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (ws) => {
    let state: State = 'lobby';
    let moves = 0;
    ws.on('error', console.error);
    ws.on('message', (data) => {
      const word = data.toString();
      const next = isInput(word) ? TABLE[state][word] : undefined;
      if (next === undefined) return ws.send(JSON.stringify({ state, allowed: Object.keys(TABLE[state]) }));
      moves = word === 'move' ? moves + 1 : word === 'again' ? 0 : moves;
      state = next;
      ws.send(JSON.stringify({ state, moves }));
    });
  });
}
