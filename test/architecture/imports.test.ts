import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { files, sources, textOf } from './tree.ts';

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

/** What this package exports under its own name, as authors import it. */
const exported = new Map(
  Object.entries((JSON.parse(textOf('package.json')) as { exports: Record<string, string> }).exports).map(([door, file]) => [
    `socket-clinic${door.slice(1)}`,
    file.slice('./'.length),
  ]),
);

const imports: Import[] = sources.flatMap((from) => {
  const text = textOf(from);
  const found = text.matchAll(/^\s*(import|export)\s(type\s)?[^'";]*?from\s+'([^']+)'|^\s*import\s+'([^']+)'|import\('([^']+)'\)/gm);
  return [...found].map(([, , typeOnly, named, bare, dynamic]) => ({
    from,
    to: target(from, named ?? bare ?? dynamic ?? ''),
    typeOnly: typeOnly !== undefined,
  }));
});

function target(from: string, specifier: string): string {
  const door = exported.get(specifier);
  if (door !== undefined) return door;
  return specifier.startsWith('.') ? normalize(join(dirname(from), specifier)).replaceAll('\\', '/') : specifier;
}

/** A room: a folder of the sandbox, each runtime by itself, or a part of what is around it. */
const ROOMS = [/^sandbox\/runtimes\/\w+(?=\/)/, /^sandbox\/\w+(?=\/)/, /^web\/\w+(?=\/)/, /^(cli|lessons|test)(?=\/)/];

function roomOf(file: string): string {
  return ROOMS.map((room) => room.exec(file)?.[0]).find((room) => room !== undefined) ?? file;
}

const INSIDE_TYPES = /^sandbox\/(process\/messages|timeline\/(timeline|testimony)|isolation\/attempt)\.ts$/;
const RUNTIME_TYPES = /^sandbox\/(runtimes\/runtime|process\/hosted|timeline\/timeline|isolation\/(attacker|attempt|command))\.ts$/;

/**
 * `A -> B`: what a file under A may import of ours, besides what is under A itself. Types may come from further away. The order
 * counts: the first that fits a file is its row.
 */
const ARROWS: [from: RegExp, may: RegExp, mayTypes?: RegExp][] = [
  [/^cli\//, /^((cli|web\/server|web\/app\/report|lessons|sandbox)\/|web\/(visible-text|room-(messages|bounds))\.ts)/],
  [
    /^web\/server\//,
    /^(web\/(server\/|protocol|room-(messages|bounds)|(talk|examination)-messages|build|visible-text)|lessons\/|sandbox\/(index|runtimes\/dialect)\.ts)/,
  ],
  // A report is made by the page and by the terminal: it knows neither.
  [
    /^web\/app\/report\//,
    /^(web\/app\/(timeline\/(layout|parting|place)|models\/(short-text|verdict-words))\.ts|web\/visible-text\.ts|sandbox\/(runtimes\/dialect|timeline\/(describe|wording|har|secrets))\.ts)/,
    /^sandbox\/index\.ts$/,
  ],
  [
    /^web\/app\//,
    /^(web\/app\/|web\/(protocol|(room|talk|examination)-bounds|visible-text)\.ts|sandbox\/(runtimes\/dialect|timeline\/(describe|fields|wording))\.ts)/,
    /^(sandbox\/index|web\/(room|talk|examination)-messages)\.ts$/,
  ],
  [
    /^web\/(protocol|(room|talk|examination)-messages)\.ts$/,
    /^(web\/(room|talk|examination)-(messages|bounds)|sandbox\/(bounded-json|runtimes\/dialect))\.ts$/,
    /^sandbox\//,
  ],
  [/^web\/build\.ts$/, /^web\/build-pyright\.ts$/],
  [/^web\/(build-pyright|visible-text|(room|talk|examination)-bounds)\.ts$/, /^$/],
  [/^lessons\/(check|record|variants)\.ts$/, /^(lessons\/|sandbox\/(index|runtimes\/dialect|timeline\/(describe|timeline))\.ts)/],
  [/^lessons\//, /^(lessons\/|sandbox\/(scenario\/|runtimes\/dialect\.ts|timeline\/(describe|timeline)\.ts))/, /^sandbox\/index\.ts$/],
  [/^sandbox\/timeline\//, /^sandbox\/system\/limits\.ts$/],
  [/^sandbox\/system\//, /^sandbox\/sandbox-error\.ts$/],
  [/^sandbox\/scenario\//, /^sandbox\/(timeline\/wording|dialects)\.ts$/, /^sandbox\/timeline\/timeline\.ts$/],
  [/^sandbox\/probe\//, /^sandbox\/(scenario|timeline)\//],
  [/^sandbox\/verdict\//, /^sandbox\/(scenario\/|timeline\/|bounded-json\.ts)/, /^sandbox\/dialects\.ts$/],
  [/^sandbox\/exported\//, /^sandbox\/(scenario\/|timeline\/wording\.ts)/],
  [/^sandbox\/isolation\//, /^sandbox\/(system\/|sandbox-error\.ts)/],
  [
    /^sandbox\/process\//,
    /^sandbox\/(system\/|isolation\/|(sandbox-error|bounded-json|timeline\/testimony)\.ts)/,
    /^sandbox\/(timeline\/|probe\/peer\.ts)/,
  ],
  [/^sandbox\/runtimes\/dialect\.ts$/, /^sandbox\/dialects\.ts$/],
  [/^sandbox\/dialects\.ts$/, /^$/],
  [/^sandbox\/runtimes\/runtime\.ts$/, /^$/, /^sandbox\/(process\/hosted|timeline\/timeline)\.ts$/],
  [/^sandbox\/runtimes\/node\/inside\//, /^sandbox\/(runtimes\/node\/dialects\/|system\/(descriptors|limits)\.ts)/, INSIDE_TYPES],
  [/^sandbox\/runtimes\/node\/dialects\//, /^sandbox\/runtimes\/(node\/inside\/stack-text|dialect)\.ts$/],
  [/^sandbox\/runtimes\/node\//, /^sandbox\/(system\/|(sandbox-error|queue|runtimes\/dialect)\.ts)/, RUNTIME_TYPES],
  [/^sandbox\/runtimes\/python\//, /^sandbox\/(system\/|(sandbox-error|queue|runtimes\/dialect)\.ts)/, RUNTIME_TYPES],
  [/^sandbox\/(queue|sandbox-error|bounded-json)\.ts$/, /^sandbox\/sandbox-error\.ts$/],
  [
    /^sandbox\/run\.ts$/,
    /^sandbox\/(process|probe|verdict|scenario|timeline|runtimes\/(runtime|dialect)\.ts|dialects\.ts|sandbox-error\.ts)/,
    /^sandbox\/queue\.ts$/,
  ],
  [
    /^sandbox\/talk\//,
    /^sandbox\/(process|probe|system|timeline)\/|^sandbox\/(run|sandbox-error|verdict\/limit-sentence)\.ts/,
    /^sandbox\/(scenario\/entry|runtimes\/runtime)\.ts$/,
  ],
  [/^sandbox\/examine\//, /^sandbox\/(scenario|probe|verdict|timeline)\/|^sandbox\/(run|dialects|sandbox-error|process\/intake)\.ts/],
  [
    /^sandbox\/watch\//,
    /^sandbox\/(probe\/(tap|websocket\/response-head)|examine\/capture\/(examine-capture|judge-recorded)|timeline\/secrets|sandbox-error)\.ts$/,
    /^sandbox\/(timeline\/timeline|probe\/websocket\/handshake|examine\/capture\/captured-timeline|verdict\/verdict)\.ts$/,
  ],
  [/^sandbox\/refill\.ts$/, /^$/, /^sandbox\/run\.ts$/],
  [/^sandbox\/index\.ts$/, /^sandbox\//],
];

test('the scan sees the imports', () => {
  expect(imports.length).toBeGreaterThan(150);
});

test('imports go the ways that the architecture draws', () => {
  const ours = imports.filter(({ to, from }) => /^(cli|web|lessons|sandbox|test)\//.test(to) && !from.startsWith('test/'));
  const wrong = ours.filter(({ from, to, typeOnly }) => {
    const arrow = ARROWS.find(([start]) => start.test(from));
    return !arrow || !(arrow[0].test(to) || arrow[1].test(to) || (typeOnly && arrow[2]?.test(to)));
  });
  expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
});

test('a scenario imports the language by its name, and no path of ours', () => {
  const scenarios = files.filter((file) => /^(lessons|cli\/template)\/.*\/scenario\.ts$/.test(file));
  expect(scenarios.length).toBeGreaterThan(10);
  expect(
    scenarios.filter((file) => !/from 'socket-clinic\/scenario'/.test(textOf(file)) || /'(\.\.\/)+(sandbox|web|cli)\//.test(textOf(file))),
  ).toEqual([]);
});

test('no circle of imports leads from a file, or from a room, back to it', () => {
  const ours = imports.filter(({ to }) => sources.includes(to));
  expect(circlesOf(ours)).toEqual([]);
  const between = ours.map(({ from, to }) => ({ from: roomOf(from), to: roomOf(to) })).filter(({ from, to }) => from !== to);
  expect(circlesOf(between)).toEqual([]);
  expect(circlesOf([...between, { from: 'sandbox/isolation', to: 'sandbox/process' }])).toEqual(['sandbox/isolation', 'sandbox/process']);
});

/** What lies on circles of these arrows, or between two: what is left when each end of an arrow that leads nowhere is taken away. */
function circlesOf(arrows: { from: string; to: string }[]): string[] {
  const [starts, ends] = [new Set(arrows.map(({ from }) => from)), new Set(arrows.map(({ to }) => to))];
  const left = arrows.filter(({ from, to }) => ends.has(from) && starts.has(to));
  return left.length < arrows.length ? circlesOf(left) : [...new Set(left.map(({ from }) => from))].sort();
}

test('what stands in the realm of a handler and the harness in its own share types and pure texts alone', () => {
  const harness = /^sandbox\/runtimes\/node\/inside\/harness\//;
  const learners = /^sandbox\/runtimes\/node\/(dialects|inside)\//;
  const crossing = imports.filter(({ from, to, typeOnly }) => !typeOnly && learners.test(from) && harness.test(from) !== harness.test(to));
  const inside = crossing.filter(({ from, to }) => learners.test(to) && (harness.test(from) || harness.test(to)));
  expect(inside.map(({ to }) => to).filter((to) => to !== 'sandbox/runtimes/node/inside/stack-text.ts')).toEqual([]);
  expect(inside.length).toBeGreaterThan(0);
});

test.each([
  ['esbuild', /^(sandbox\/runtimes\/node\/compile\/|web\/build\.ts)/],
  ['node:child_process', /^(sandbox\/(system|process|isolation|runtimes)\/|test\/)/],
  ['ws', /^(sandbox\/runtimes\/node\/(dialects|inside)\/|web\/server\/|test\/)/],
  ['express', /^web\/server\//],
  ['monaco-editor', /^web\/app\/editor\//],
  ['@sinonjs/fake-timers', /^sandbox\/runtimes\/node\/inside\/harness\/clock\.ts$/],
])('%s is imported only where its seam is', (name, seam) => {
  const users = imports.filter(({ to }) => to === name || to.startsWith(`${name}/`)).map(({ from }) => from);
  expect(users.length).toBeGreaterThan(0);
  expect(users.filter((from) => !seam.test(from))).toEqual([]);
});

test('exports have names, but for what a runner asks for by default', () => {
  const nameless = sources.filter((file) => /^export default/m.test(textOf(file)) && !/(scenario|config)\.ts$|^test\//.test(file));
  expect(nameless).toEqual([]);
});

test('no file is called utils', () => {
  expect(files.filter((file) => /\b(utils?|helpers?|misc)\.\w+$/.test(file))).toEqual([]);
});

test('the tree holds no path of a machine and no host of a registry', () => {
  const paths = new RegExp(['/ho', 'me/|/ro', 'ot/|/Us', 'ers/|registry\\.np', 'm'].join(''));
  const text = files.filter((file) => /\.(ts|tsx|mjs|json|md|css)$|^\.ci/.test(file));
  expect(text.filter((file) => paths.test(textOf(file)))).toEqual([]);
});
