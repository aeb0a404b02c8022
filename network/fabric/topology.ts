// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import { LineCounter, parseDocument, type Document } from 'yaml';
import { indented, NetworkError } from './network-error.js';
import { TOPOLOGY_SCHEMA } from './topology-schema.js';

/** One ordering node: the organisation that runs it, and where. */
export interface OrdererTopology {
  readonly id: string;
  readonly organisation: string;
  readonly host: string;
  readonly port?: number;
}

/** One member organisation: how many peers it runs, and where. */
export interface OrganisationTopology {
  readonly id: string;
  readonly peers: number;
  readonly host: string;
  /** What the register of first members says of it, beside its id; the chaincode checks it. */
  readonly member?: Readonly<Record<string, unknown>>;
}

/** A network as its topology file describes it, defaults filled in. */
export interface Topology {
  readonly channel: string;
  /** Fabric version that every binary must have. */
  readonly fabric: string;
  readonly block: { readonly timeout: string; readonly maxMessages: number };
  readonly orderers: readonly OrdererTopology[];
  readonly organisations: readonly OrganisationTopology[];
  /** First port of the nodes; absent where whoever starts the network chooses. */
  readonly ports?: number;
  /** Certificates of outside authorities; absent where all are made here. */
  readonly certificates?: GivenCertificates;
}

/** Where outside authorities have put what they issued. */
export interface GivenCertificates {
  /** Holds a folder for each organisation, by its MSP ID. */
  readonly dir: string;
  /** Organisations that have one; unless given, all. */
  readonly of?: readonly string[];
}

/** A topology file as it parses, before defaults. */
type TopologyFile = Pick<Topology, 'channel' | 'fabric' | 'orderers'> & {
  readonly block?: Partial<Topology['block']>;
  readonly ports?: number | 'auto';
  readonly certificates?: GivenCertificates | 'own';
  readonly organisations: readonly (Pick<OrganisationTopology, 'id'> & Partial<OrganisationTopology>)[];
};

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile<TopologyFile>(TOPOLOGY_SCHEMA);

/**
 * Reads a topology file.
 * @throws NetworkError TOPOLOGY_INVALID with file and line of every fault, TOPOLOGY_UNREADABLE when there is no such file.
 */
export function readTopology(file: string): Topology {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new NetworkError('TOPOLOGY_UNREADABLE', { file }, { cause });
  }
  return parseTopology(text, file);
}

/** Parses the text of a topology file; `name` stands in messages, and folders are relative to it. See {@link readTopology}. */
export function parseTopology(text: string, name: string): Topology {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const syntax = document.errors[0];
  if (syntax !== undefined)
    throw invalid([`${name}:${lines.linePos(syntax.pos[0]).line}: ${syntax.message}`]);
  const value: unknown = document.toJS();
  if (!validate(value)) {
    throw invalid((validate.errors ?? []).map((error) => describe(error, document, { lines, name })));
  }
  assertNamesUnique(value, document, { lines, name });
  assertNamesKnown(value, document, { lines, name });
  return withDefaults(value, path.dirname(name));
}

function invalid(faults: readonly string[]): NetworkError {
  return new NetworkError('TOPOLOGY_INVALID', { faults: indented(faults) });
}

/** Where lines are counted, and the file's name in messages. */
interface Place {
  readonly lines: LineCounter;
  readonly name: string;
}

/** `file:line: what is wrong`, the line being that of the faulty node or of the unknown key itself. */
function describe(error: ErrorObject, document: Document, at: Place): string {
  const steps = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const unknown =
    error.keyword === 'additionalProperties' ? String(error.params['additionalProperty']) : undefined;
  const where = error.instancePath === '' ? 'the file' : error.instancePath.slice(1).replaceAll('/', '.');
  const what = unknown === undefined ? (error.message ?? 'is wrong') : `has the unknown key "${unknown}"`;
  return `${lineOf(document, unknown === undefined ? steps : [...steps, unknown], at)}: ${where} ${what}`;
}

/** `file:line` of a node. */
function lineOf(document: Document, steps: readonly (string | number)[], { lines, name }: Place): string {
  const node: unknown = document.getIn(steps, true);
  return `${name}:${lines.linePos(hasRange(node) ? node.range[0] : 0).line}`;
}

function hasRange(node: unknown): node is { range: [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}

function withDefaults(file: TopologyFile, folder: string): Topology {
  const { certificates = 'own' } = file;
  return {
    channel: file.channel,
    fabric: file.fabric,
    // 200 ms and 500: a lone publication waits at most a fifth of a second, a load fills blocks.
    block: { timeout: '200ms', maxMessages: 500, ...file.block },
    orderers: file.orderers,
    organisations: file.organisations.map((organisation) => ({
      peers: 1,
      host: '127.0.0.1',
      ...organisation,
    })),
    ...(typeof file.ports === 'number' ? { ports: file.ports } : {}),
    ...(certificates === 'own'
      ? {}
      : { certificates: { ...certificates, dir: path.resolve(folder, certificates.dir) } }),
  };
}

/** Names that must be unique, which a JSON Schema cannot say. */
function assertNamesUnique(file: TopologyFile, document: Document, at: Place): void {
  const members = file.organisations.map(({ id }, index) => ({ id, path: ['organisations', index, 'id'] }));
  const nodes = file.orderers.map(({ id }, index) => ({ id, path: ['orderers', index, 'id'] }));
  const ids = new Set(members.map(({ id }) => id));
  // One organisation may run several ordering nodes, but what orders is not itself a member.
  const ordering = file.orderers
    .map(({ organisation: id }, index) => ({ id, path: ['orderers', index, 'organisation'] }))
    .filter(({ id }) => ids.has(id));
  const twice = [...repeated(members), ...repeated(nodes), ...ordering];
  if (twice.length === 0) return;
  throw invalid(twice.map(({ id, path }) => `${lineOf(document, path, at)}: the name ${id} stands twice`));
}

/** Whoever has certificates of an outside authority must be in the network. */
function assertNamesKnown(file: TopologyFile, document: Document, at: Place): void {
  const { certificates = 'own' } = file;
  if (certificates === 'own') return;
  const known = new Set([
    ...file.organisations.map(({ id }) => id),
    ...file.orderers.map(({ organisation }) => organisation),
  ]);
  const unknown = (certificates.of ?? []).flatMap((id, index) => (known.has(id) ? [] : [{ id, index }]));
  if (unknown.length === 0) return;
  throw invalid(
    unknown.map(({ id, index }) => {
      return `${lineOf(document, ['certificates', 'of', index], at)}: there is no organisation ${id}`;
    }),
  );
}

interface NamedAt {
  readonly id: string;
  readonly path: readonly (string | number)[];
}

function repeated(names: readonly NamedAt[]): readonly NamedAt[] {
  return names.filter(({ id }, index) => names.findIndex((name) => name.id === id) !== index);
}
