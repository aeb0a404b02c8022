// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import { LineCounter, parseDocument, type Document } from 'yaml';
import { NetworkError } from './network-error.js';
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
}

/** A network as its topology file describes it, defaults filled in. */
export interface Topology {
  readonly channel: string;
  /** Fabric version that every binary must have. */
  readonly fabric: string;
  readonly block: { readonly timeout: string; readonly maxMessages: number };
  readonly orderers: readonly OrdererTopology[];
  readonly organisations: readonly OrganisationTopology[];
}

/** A topology file as it parses, before defaults. */
type TopologyFile = Pick<Topology, 'channel' | 'fabric' | 'orderers'> & {
  readonly block?: Partial<Topology['block']>;
  readonly organisations: readonly (Pick<OrganisationTopology, 'id'> & Partial<OrganisationTopology>)[];
};

const validate = new Ajv({ allErrors: true }).compile<TopologyFile>(TOPOLOGY_SCHEMA);

/**
 * Reads a topology file.
 * @throws NetworkError TOPOLOGY_INVALID with file and line of every fault, TOPOLOGY_UNREADABLE when there is no such file.
 */
export function readTopology(file: string): Topology {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new NetworkError('TOPOLOGY_UNREADABLE', `cannot read the topology file ${file}`, { cause });
  }
  return parseTopology(text, file);
}

/** Parses the text of a topology file; `name` stands in messages. See {@link readTopology}. */
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
  return checkedNames(withDefaults(value), name);
}

function invalid(faults: readonly string[]): NetworkError {
  return new NetworkError('TOPOLOGY_INVALID', `the topology file is wrong:\n  ${faults.join('\n  ')}`);
}

/** `file:line: what is wrong`, the line being that of the faulty node or of the unknown key itself. */
function describe(error: ErrorObject, document: Document, at: { lines: LineCounter; name: string }): string {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const unknown =
    error.keyword === 'additionalProperties' ? String(error.params['additionalProperty']) : undefined;
  const node: unknown = document.getIn(unknown === undefined ? path : [...path, unknown], true);
  const offset = hasRange(node) ? node.range[0] : 0;
  const where = error.instancePath === '' ? 'the file' : error.instancePath.slice(1).replaceAll('/', '.');
  const what = unknown === undefined ? (error.message ?? 'is wrong') : `has the unknown key "${unknown}"`;
  return `${at.name}:${at.lines.linePos(offset).line}: ${where} ${what}`;
}

function hasRange(node: unknown): node is { range: [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}

function withDefaults(file: TopologyFile): Topology {
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
  };
}

/** Names that must be unique, which a JSON Schema cannot say. */
function checkedNames(topology: Topology, name: string): Topology {
  const ids = [
    ...topology.organisations.map(({ id }) => id),
    ...new Set(topology.orderers.map((o) => o.organisation)),
  ];
  const orderers = topology.orderers.map(({ id }) => id);
  const twice = [...ids, ...orderers].filter((id, index, all) => all.indexOf(id) !== index);
  if (twice.length > 0)
    throw invalid([`${name}: these names stand twice: ${[...new Set(twice)].join(', ')}`]);
  return topology;
}
