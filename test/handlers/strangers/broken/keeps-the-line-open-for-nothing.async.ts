import { EventEmitter, once } from 'node:events';
import type { Connection } from 'clinic';

export const alarms = new EventEmitter();

/** Shows alarms on the wall screen. A screen may ask for {"type":"history"} at any time. */
export default async function handler(connection: Connection) {
  await connection.accept();
  const history: object[] = [];
  for (;;) {
    const [alarm] = (await once(alarms, 'alarm')) as [object];
    history.push(alarm);
    await connection.sendJson({ type: 'alarm', alarm, earlier: history.length - 1 });
  }
}
