import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  // Write the smallest handler that works: attempt, accept, wait, receive, echo, goodbye.
}
