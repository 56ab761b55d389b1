import { type Connection, WebSocketDisconnect } from 'clinic';

interface Vote {
  ballot: string;
  choice: string;
}

const votes = new Map<string, Map<string, number>>();

/** What is no vote is dropped without a word. */
function asVote(text: string): Vote | undefined {
  try {
    const value = JSON.parse(text);
    return typeof value?.ballot === 'string' && typeof value.choice === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

function count({ ballot, choice }: Vote) {
  const counted = votes.get(ballot) ?? new Map<string, number>();
  votes.set(ballot, counted.set(choice, (counted.get(choice) ?? 0) + 1));
  return Object.fromEntries(counted);
}

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') break;
      const vote = incoming.type === 'text' ? asVote(incoming.text) : undefined;
      if (vote) await connection.sendJson({ ballot: vote.ballot, result: count(vote) });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
