/** No member of the sandbox's types is there for nobody: what knip does not see, since it looks at exports alone. */
import { join } from 'node:path';
import { type Node, SyntaxKind } from 'typescript/unstable/ast';
import type { Checker, Project, Symbol as TypeSymbol } from 'typescript/unstable/sync';
import { expect, test } from 'vitest';
import { openProject, ROOT, sources } from './tree.ts';

/** Members that are read where the compiler cannot see it: by file and names, each with who reads them. */
const READ_ELSEWHERE: [file: RegExp, names: RegExp, reader: string][] = [
  [/\/node\/dialects\/async\/(connection|disconnect|handshake)\.ts$/, /./, 'a handler'],
  [/\/node\/inside\/facades\/timers(-promises)?\.ts$/, /./, 'a handler'],
  [/\/node\/dialects\/ws\/listening\.ts$/, /./, 'the runtime, which calls them'],
  [
    /\/node\/inside\/harness\/host\.ts$/,
    /^(onread|destroyed|(read|writ)able(Ended|Finished))$/,
    'the runtime, and whoever asks by the name in a variable',
  ],
  [/\/node\/inside\/harness\/pending\.ts$/, /^(run|getAsyncId)$/, 'whoever looks whether an object has them'],
  [/\/python\/found\.ts$/, /^(starlette|websockets|pydantic)$/, 'whoever reads the JSON of setup'],
  [/\/python\/preparation\.ts$/, /^(dataFolder|environment|requirements|system)$/, 'the set-up, which gets them together'],
  [/\/isolation\/arena\.ts$/, /^permission$/, 'a program, which gets it with the rest'],
  [/\/process\/messages\.ts$/, /^framed$/, 'the process of Python'],
  [/\/process\/sandbox-process\.ts$/, /^(message|raw|abused|exit|fault)$/, 'the listeners of these events'],
  [/\/probe\/websocket\/response-body\.ts$/, /^problem$/, 'the handshake, which hands on what it is told'],
  [/\/scenario\/entry\.ts$/, /^(anything|handlers|timers)$/, 'whoever looks whether they are there'],
  [/\/timeline\/(timeline|describe)\.ts$/, /^(realMs|headers|sent|kind)$/, 'whoever reads the JSON of a run'],
  [/\/timeline\/har-messages\.ts$/, /^_(holds|event)$/, 'whoever reads the HAR'],
  [/\/watch\/watched\.ts$/, /^(connection|leftOut)$/, 'whoever reads the JSON of watch'],
  [/\/verdict\/verdict\.ts$/, /^(at|compileMs|startMs)$/, 'whoever reads the JSON of a run'],
];

const DECLARATIONS: readonly SyntaxKind[] = [
  SyntaxKind.PropertySignature,
  SyntaxKind.MethodSignature,
  SyntaxKind.PropertyDeclaration,
  SyntaxKind.MethodDeclaration,
  SyntaxKind.GetAccessor,
];

/** The parts of a node that matter here; which of them are there depends on its kind. */
interface Parts {
  name?: Node & { text: string };
  propertyName?: Node & { text: string };
  dotDotDotToken?: Node;
  argumentExpression?: Node;
  left?: Node;
  operatorToken?: Node;
  elements?: readonly Node[];
  heritageClauses?: readonly { types: readonly Node[] }[];
}

const partsOf = (node: Node) => node as unknown as Parts;

test('each member of a type or a class of the sandbox is read by somebody', () => {
  using opened = openProject();
  const { project } = opened;
  const read = readSomewhere(project);
  const unread = sources
    .filter((file) => file.startsWith('sandbox/'))
    .flatMap((file) => unreadOf(project.checker, membersOf(project, file), read).map((member) => ({ file, name: nameOf(member) })));
  const excused = ({ file, name }: { file: string; name: string }) =>
    READ_ELSEWHERE.filter(([files, names]) => files.test(file) && names.test(name));
  expect(unread.filter((each) => excused(each).length === 0)).toEqual([]);
  expect(READ_ELSEWHERE.filter((excuse) => !unread.some((each) => excused(each).includes(excuse)))).toEqual([]);
});

/** The declarations of all that is read: `a.name`, `a['name']`, or `{ name }` that is taken apart. */
function readSomewhere({ program, checker }: Project): Set<string> {
  const read = new Set<string>();
  const mark = (symbol: TypeSymbol | undefined) => {
    for (const declaration of declarationsOf(symbol)) read.add(declaration);
  };
  for (const file of sources) {
    const source = program.getSourceFile(join(ROOT, file));
    if (!source) continue;
    const accesses: Node[] = [];
    const patterns: Node[] = [];
    const visit = (node: Node): void => {
      const { name, argumentExpression } = partsOf(node);
      if (node.kind === SyntaxKind.PropertyAccessExpression && name && !isWritten(node)) accesses.push(name);
      if (node.kind === SyntaxKind.ElementAccessExpression && argumentExpression?.kind === SyntaxKind.StringLiteral)
        accesses.push(argumentExpression);
      if (node.kind === SyntaxKind.ObjectBindingPattern) patterns.push(node);
      node.forEachChild(visit);
    };
    visit(source);
    for (const symbol of checker.getSymbolAtLocation(accesses)) mark(symbol);
    for (const [index, type] of checker.getTypeAtLocation(patterns).entries()) {
      for (const element of partsOf(patterns[index] as Node).elements ?? []) {
        const { name, propertyName, dotDotDotToken } = partsOf(element);
        const taken = propertyName ?? name;
        if (type && taken && !dotDotDotToken) mark(checker.getPropertyOfType(type, taken.text));
      }
    }
  }
  return read;
}

function isWritten(access: Node): boolean {
  const { left, operatorToken } = partsOf(access.parent);
  return left === access && operatorToken?.kind === SyntaxKind.EqualsToken;
}

/** Of interfaces, classes and named types; not of a type that is written where it is used. */
function membersOf({ program }: Project, file: string): Node[] {
  const found: Node[] = [];
  const visit = (node: Node): void => {
    if (DECLARATIONS.includes(node.kind) && partsOf(node).name?.kind === SyntaxKind.Identifier && hasName(node.parent)) found.push(node);
    node.forEachChild(visit);
  };
  const source = program.getSourceFile(join(ROOT, file));
  if (source) visit(source);
  return found;
}

function hasName({ kind, parent }: Node): boolean {
  if (kind === SyntaxKind.InterfaceDeclaration || kind === SyntaxKind.ClassDeclaration) return true;
  if (
    kind !== SyntaxKind.TypeLiteral &&
    kind !== SyntaxKind.UnionType &&
    kind !== SyntaxKind.IntersectionType &&
    kind !== SyntaxKind.ParenthesizedType
  )
    return kind === SyntaxKind.TypeAliasDeclaration;
  return hasName(parent);
}

/** Of these members those that nobody reads: neither themselves, nor what a type asks for that theirs extends or implements. */
function unreadOf(checker: Checker, members: readonly Node[], read: ReadonlySet<string>): Node[] {
  const symbols = checker.getSymbolAtLocation(members.map((member) => partsOf(member).name as Node));
  return members.filter((member, index) => {
    if (declarationsOf(symbols[index]).some((declaration) => read.has(declaration))) return false;
    const bases = (partsOf(member.parent).heritageClauses ?? []).flatMap(({ types }) => types);
    return !checker.getTypeAtLocation(bases).some((base) => base && checker.getPropertyOfType(base, nameOf(member)));
  });
}

function declarationsOf(symbol: TypeSymbol | undefined): string[] {
  return (symbol?.declarations ?? []).map(({ path, index }) => `${path} ${index}`);
}

function nameOf(member: Node): string {
  return partsOf(member).name?.text ?? '';
}
