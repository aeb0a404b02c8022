// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { expect } from 'chai';
import { filesBelow, importsOf, type SourceFile } from './sources.js';

/** A room of the house and what its files may import: packages by name, own rooms by path. */
interface Room {
  readonly folder: string;
  readonly except?: readonly string[];
  readonly mayImport: (target: string) => boolean;
}

const startsWithAny =
  (...prefixes: readonly string[]) =>
  (target: string): boolean =>
    prefixes.some(
      (prefix) => target === prefix || target.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`),
    );

const isFabric = startsWithAny('@hyperledger', '@grpc');
const isOurs = startsWithAny('@chainshare', 'chaincode', 'gateway', 'client-sdk', 'network', 'test');

/** Who may import whom. Anything else is an error (docs/architecture.md, "The rooms"). */
const ROOMS: readonly Room[] = [
  { folder: 'chaincode/src/model', mayImport: startsWithAny('chaincode/src/model', 'node:crypto') },
  {
    folder: 'chaincode/src/ledger',
    mayImport: startsWithAny(
      'chaincode/src/model',
      'chaincode/src/ledger',
      'fabric-contract-api',
      'fabric-shim',
    ),
  },
  {
    folder: 'chaincode/src/contracts',
    mayImport: startsWithAny('chaincode/src', 'fabric-contract-api', 'fabric-shim'),
  },
  {
    folder: 'gateway/src',
    except: ['gateway/src/ledger'],
    mayImport: (target) =>
      !isFabric(target) &&
      (!isOurs(target) || startsWithAny('gateway/src', '@chainshare/chaincode/model')(target)),
  },
  {
    folder: 'gateway/src/ledger',
    mayImport: (target) =>
      !isOurs(target) || startsWithAny('gateway/src', '@chainshare/chaincode/model')(target),
  },
  {
    folder: 'gateway/src/http',
    mayImport: (target) =>
      !startsWithAny(
        'gateway/src/ledger',
        'gateway/src/sealing',
        'gateway/src/store',
        'gateway/src/vault',
        'gateway/src/projection',
      )(target),
  },
  {
    folder: 'gateway/src/sealing',
    mayImport: startsWithAny('gateway/src/sealing', '@chainshare/chaincode/model', 'node:crypto'),
  },
  {
    folder: 'client-sdk/src',
    mayImport: (target) => !isOurs(target) || startsWithAny('client-sdk/src')(target),
  },
  {
    folder: 'client-sdk/src/verify',
    mayImport: (target) =>
      !target.startsWith('node:') && (!isOurs(target) || startsWithAny('client-sdk/src/verify')(target)),
  },
  {
    folder: 'network',
    except: ['network/demo', 'network/node'],
    mayImport: (target) => !isOurs(target) || startsWithAny('network')(target),
  },
  ...['network/demo', 'network/node'].map((folder) => ({
    folder,
    mayImport: (target: string) =>
      !isOurs(target) ||
      startsWithAny(
        'network',
        '@chainshare/chaincode/model',
        '@chainshare/gateway',
        '@chainshare/client',
      )(target),
  })),
];

/** Relative imports become paths from the root; package names stay. */
function target(file: SourceFile, specifier: string): string {
  return specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file.name), specifier) : specifier;
}

/** The files of the repository that a file imports. */
function neighboursOf(file: SourceFile): readonly string[] {
  return importsOf(file)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => target(file, specifier).replace(/\.js$/, '.ts'));
}

/** Circles of imports, each once. */
function circlesOf(imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const visit = (name: string, way: readonly string[]): readonly string[] => {
    if (way.includes(name)) return [[...way.slice(way.indexOf(name)), name].join(' imports ')];
    if (done.has(name)) return [];
    const circles = (imports.get(name) ?? []).flatMap((next) => visit(next, [...way, name]));
    done.add(name);
    return circles;
  };
  return [...imports.keys()].flatMap((name) => visit(name, []));
}

describe('the rooms of the house', () => {
  for (const room of ROOMS) {
    it(`${room.folder} imports only what it may`, () => {
      const strays = filesBelow(room.folder, '.ts')
        .filter((file) => !(room.except ?? []).some((folder) => file.name.startsWith(`${folder}/`)))
        .flatMap((file) => importsOf(file).map((specifier) => ({ file, to: target(file, specifier) })))
        .filter(({ to }) => !room.mayImport(to))
        .map(({ file, to }) => `${file.name} imports ${to}`);
      expect(strays).to.deep.equal([]);
    });
  }

  it('no product code imports a test', () => {
    const strays = ['chaincode/src', 'gateway/src', 'client-sdk/src', 'network']
      .flatMap((folder) => filesBelow(folder, '.ts'))
      .flatMap((file) => importsOf(file).map((specifier) => target(file, specifier)))
      .filter((to) => startsWithAny('test', 'mocha', 'chai')(to));
    expect(strays).to.deep.equal([]);
  });

  it('no file imports itself by way of others', () => {
    const circles = ['chaincode/src', 'gateway/src', 'client-sdk/src', 'network'].flatMap((folder) => {
      const files = filesBelow(folder, '.ts');
      return circlesOf(new Map(files.map((file) => [file.name, neighboursOf(file)])));
    });
    expect(circles).to.deep.equal([]);
  });

  it('finds a circle, and not what is only imported twice', () => {
    const imports = { a: ['b', 'c'], b: ['d'], c: ['d'], d: [], e: ['f'], f: ['e'] };
    expect(circlesOf(new Map(Object.entries(imports)))).to.deep.equal(['e imports f imports e']);
  });

  it('finds an import wherever it stands', () => {
    const text =
      "import a from 'a';\nexport * from './b.js';\nimport type { C } from \"c\";\nimport 'd';\nimport {\n  e,\n} from 'e';\n";
    expect(importsOf({ name: 'x.ts', text })).to.deep.equal(['a', './b.js', 'c', 'd', 'e']);
  });
});
