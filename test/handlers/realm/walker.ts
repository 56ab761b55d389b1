// Looks for objects of another realm. Put in front of a handler, as text: it uses nothing but what the language has.

const { apply, getPrototypeOf, ownKeys, getOwnPropertyDescriptor } = Reflect;
const own = Object.prototype.hasOwnProperty;
const ownRoot = Object.prototype;
const eachOfMap = Map.prototype.forEach;
const eachOfSet = Set.prototype.forEach;
const isMap = (value: object): value is Map<unknown, unknown> => tag(value) === '[object Map]';
const isSet = (value: object): value is Set<unknown> => tag(value) === '[object Set]';
const { then } = Promise.prototype;
const textOf = Object.prototype.toString;

function tag(value: object): string {
  try {
    return apply(textOf, value, []);
  } catch {
    return '';
  }
}

/** An object whose prototypes end in an Object.prototype that is not ours. */
function isForeign(value: unknown): boolean {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false;
  try {
    let last: object = value;
    for (let next = getPrototypeOf(last); next !== null; next = getPrototypeOf(last)) last = next;
    return last !== ownRoot && apply(own, last, ['hasOwnProperty']) && apply(own, last, ['isPrototypeOf']);
  } catch {
    return false;
  }
}

/** Breadth first, over values, getters, setters, prototypes, keys and entries. */
function walk(roots: Record<string, unknown>): { found: string[]; visited: number } {
  const found: string[] = [];
  const seen = new WeakSet<object>();
  const queue: [string, object][] = [];
  const add = (path: string, value: unknown) => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return;
    seen.add(value);
    if (isForeign(value)) found.push(path);
    queue.push([path, value]);
  };
  for (const [path, value] of Object.entries(roots)) add(path, value);
  for (let index = 0; index < queue.length; index++) {
    const [path, object] = queue[index] as [string, object];
    if (path.length > 400) continue;
    for (const [step, value] of stepsFrom(object)) add(path + step, value);
  }
  return { found, visited: queue.length };
}

/** A getter that is asked of a prototype may reject. */
function held(value: unknown): unknown {
  if (value instanceof Promise) apply(then, value, [undefined, () => {}]);
  return value;
}

function stepsFrom(object: object): [string, unknown][] {
  const steps: [string, unknown][] = [];
  try {
    if (ArrayBuffer.isView(object)) return [['.__proto__', getPrototypeOf(object)]];
    steps.push(['.__proto__', getPrototypeOf(object)]);
    for (const key of ownKeys(object)) {
      const name = `.${String(key)}`;
      const descriptor = getOwnPropertyDescriptor(object, key);
      if (!descriptor) continue;
      if ('value' in descriptor) steps.push([name, descriptor.value]);
      else {
        steps.push([`${name}<get>`, descriptor.get], [`${name}<set>`, descriptor.set]);
        try {
          if (descriptor.get) steps.push([name, held(apply(descriptor.get, object, []))]);
        } catch (thrown) {
          steps.push([`${name}<thrown>`, thrown]);
        }
      }
    }
    if (isMap(object)) apply(eachOfMap, object, [(value: unknown, key: unknown) => steps.push(['<value>', value], ['<key>', key])]);
    if (isSet(object)) apply(eachOfSet, object, [(value: unknown) => steps.push(['<value>', value])]);
  } catch (thrown) {
    steps.push(['<thrown>', thrown]);
  }
  return steps;
}
