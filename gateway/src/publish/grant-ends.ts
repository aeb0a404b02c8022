// SPDX-License-Identifier: Apache-2.0
import type { Store } from '../store/store.js';
import type { UntoldGrant } from '../vault/grants-given.js';
import type { SystemPublication, SystemPublished } from './system-publication.js';

/** A grant that is over, and since when. */
export interface EndedDisclosure {
  readonly publication: string;
  readonly enterprise: string;
  /** RFC 3339, UTC. */
  readonly endedAt: string;
}

/** Publications named in one statement: as many as the schema of kind `grant` takes. */
const PUBLICATIONS_PER_END_MAX = 1_000;

/** Tells grantees that grants are over: their gateways then hide what they hold. */
export class GrantEnds {
  readonly #store: Store;
  readonly #publish: (publication: SystemPublication) => Promise<SystemPublished>;

  constructor(store: Store, publish: (publication: SystemPublication) => Promise<SystemPublished>) {
    this.#store = store;
    this.#publish = publish;
  }

  /**
   * Tells one grantee about one publication.
   *
   * @returns the id of the publication that tells it; it is in the outbox then and cannot be lost any more
   */
  async publishEnd({ publication, enterprise, endedAt }: EndedDisclosure): Promise<string> {
    return this.#tell(enterprise, [publication], endedAt);
  }

  /** Tells everybody whose grant was ended and who has not been told, also what a crash kept from being told. */
  async tellAll(): Promise<void> {
    const untold = await this.#store.read('grant-given.untold', {});
    for (const { enterprise, endedAt, publications } of statements(untold)) {
      const endPublication = await this.#tell(enterprise, publications, endedAt);
      for (const publication of publications) {
        await this.#store.write('grant-given.revoke-told', { publication, enterprise, endPublication });
      }
    }
  }

  async #tell(enterprise: string, publications: readonly string[], endedAt: string): Promise<string> {
    const { publications: told } = await this.#publish({
      kind: 'grant',
      records: [{ type: 'end', statedAt: endedAt, publications }],
      to: [enterprise],
      idempotencyKey: `end ${enterprise} ${endedAt} ${publications[0] ?? ''}`,
      waitSeconds: 0,
    });
    const [id] = told;
    if (id === undefined) throw new Error('a statement is one publication');
    return id;
  }
}

/** One statement for what one enterprise lost in one moment, within the limit of a statement. */
function statements(
  untold: readonly UntoldGrant[],
): readonly { enterprise: string; endedAt: string; publications: readonly string[] }[] {
  const groups = new Map<string, UntoldGrant[]>();
  for (const grant of untold) {
    const key = `${grant.enterprise} ${grant.endedAt}`;
    groups.set(key, [...(groups.get(key) ?? []), grant]);
  }
  return [...groups.values()].flatMap((grants) => {
    const { enterprise = '', endedAt = '' } = grants[0] ?? {};
    const ids = grants.map(({ publication }) => publication);
    const parts = Math.ceil(ids.length / PUBLICATIONS_PER_END_MAX);
    return Array.from({ length: parts }, (_, i) => {
      const from = i * PUBLICATIONS_PER_END_MAX;
      return { enterprise, endedAt, publications: ids.slice(from, from + PUBLICATIONS_PER_END_MAX) };
    });
  });
}
