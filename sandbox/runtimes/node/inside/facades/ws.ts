/** Loads `ws` as a script that has its name: a stack trace then says which frames are the library's. */
import { Script } from 'node:vm';
import type * as Ws from 'ws';
import { WS_SCRIPT } from '../stack-text.ts';

declare const require: NodeJS.Require;
/** The bundle of the library: put in when this file is bundled. */
declare const WS_CODE: string;

const module = { exports: {} };
new Script(`(require, module) => {${WS_CODE}\n}`, { filename: WS_SCRIPT }).runInThisContext()(require, module);

/** What its module exports by name. */
export const { createWebSocketStream, extension, PerMessageDeflate, Receiver, Sender, subprotocol, WebSocket, WebSocketServer } =
  module.exports as typeof Ws & Record<string, unknown>;
export { WebSocket as default };
