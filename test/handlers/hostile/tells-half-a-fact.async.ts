// Takes the channel’s key, and tells of an error without the error.
import { type Connection } from 'clinic';

const view = Object.getPrototypeOf(Uint8Array.prototype);
const lengthOf = (Object.getOwnPropertyDescriptor(view, 'length') as any).get;
let key = '';
Object.defineProperty(view, 'length', {
  configurable: true,
  get() {
    const length = lengthOf.call(this);
    if (length === 32 && key === '' && this.constructor === Uint8Array) for (let at = 0; at < 32; at++) key += String.fromCharCode(this[at]);
    return length;
  },
});
const { writeSync } = process.getBuiltinModule('fs');
const tell = (message: unknown) => writeSync(5, `${key}${JSON.stringify(message)}\n`);

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  console.log('the key is written with this');
  tell({ type: 'told', nowMs: 0, progress: {}, fact: { kind: 'uncaught' } });
  await connection.receiveText();
}
