// SPDX-License-Identifier: Apache-2.0
import { kindSchemas, type KindSchema } from '@chainshare/chaincode/model';
import { GatewayError } from '../errors.js';
import { newKind, type Kind } from './kind.js';

/** Every kind that a gateway knows; old majors stay, because old records must stay readable. */
export interface Catalogue {
  /** The newest major of each kind, by name. */
  readonly kinds: readonly Kind[];
  /**
   * The newest major of a kind.
   *
   * @throws {@link GatewayError} KIND_NOT_FOUND
   */
  kind(name: string): Kind;
  /** A kind in exactly this major, or `undefined` when a publisher uses one that is not known here. */
  find(name: string, major: number): Kind | undefined;
}

/** Builds a catalogue from marked schemas. */
export function newCatalogue(schemas: readonly KindSchema[]): Catalogue {
  const byId = new Map<string, Kind>();
  for (const kind of schemas.map(newKind)) byId.set(`${kind.name}:${kind.schema}`, kind);
  const newest = new Map<string, Kind>();
  for (const kind of byId.values()) {
    if ((newest.get(kind.name)?.schema ?? 0) < kind.schema) newest.set(kind.name, kind);
  }
  return {
    kinds: [...newest.values()],
    kind(name) {
      const kind = newest.get(name);
      if (kind === undefined) throw new GatewayError('KIND_NOT_FOUND', { facts: { kind: name } });
      return kind;
    },
    find: (name, major) => byId.get(`${name}:${major}`),
  };
}

/** The kinds that this version of the product comes with. */
export const catalogue = newCatalogue(kindSchemas);
