/** Stands for `https` and `tls` in the harness: `ws` asks for them when a handler dials, and no handler can. */

function refuse(): never {
  throw new Error('A handler has its connections and nothing else: it cannot dial.');
}

export const get = refuse;
export const request = refuse;
export const connect = refuse;
