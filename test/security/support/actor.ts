// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import {
  implicitCollection,
  publicationKey,
  sealedListField,
  writeSealedList,
  type SealedAnswer,
} from '@chainshare/chaincode/model';
import type { Contract, ProposalOptions } from '@hyperledger/fabric-gateway';
import { connectLedger, heightOf, outcomeOf, type LedgerClient } from '../../support/ledger-client.js';
import type { TestLedger } from '../../support/test-ledger.js';

/** How long a peer may take to commit a block after another on a busy machine, and how often it is looked for. */
const ARRIVAL_MS = 30_000;
const POLL_MS = 10;

/** A publication as it is put on the ledger. */
export interface LedgerPublication {
  readonly id: string;
  readonly publisher: string;
  /** The envelope's exact bytes. */
  readonly envelope: string | Buffer;
  readonly sealed: Buffer;
}

/** One step of the altered chaincode's function `Write`. */
export type Operation =
  | { readonly op: 'put'; readonly key: string; readonly value: Uint8Array | string }
  | { readonly op: 'delete'; readonly key: string }
  | {
      readonly op: 'putPrivate';
      readonly collection: string;
      readonly key: string;
      readonly value: Uint8Array | string;
    }
  | { readonly op: 'deletePrivate' | 'purgePrivate'; readonly collection: string; readonly key: string }
  | { readonly op: 'lock'; readonly key: string; readonly owner: string };

/**
 * One enterprise's client at a peer, doing what the agreed chaincode lets it do, and what altered chaincode would. Each
 * peer commits a block at its own time; what an actor submits has ended when every peer has its block, so that it does
 * not depend on chance which state another one tells after that.
 */
export class Actor {
  readonly mspId: string;
  readonly #test: TestLedger;
  readonly #client: LedgerClient;
  readonly #peerOf: string;

  /** @param peerOf - whose peer it asks, its own unless said otherwise */
  constructor(test: TestLedger, mspId: string, peerOf = mspId) {
    this.mspId = mspId;
    this.#test = test;
    this.#peerOf = peerOf;
    this.#client = connectLedger(test, mspId, { peerOf });
  }

  get network(): LedgerClient['network'] {
    return this.#client.network;
  }

  /** The agreed function, endorsed by the asked peer alone. */
  publish(...publications: readonly LedgerPublication[]): Promise<string> {
    return this.#list('Publish', publications);
  }

  /** The agreed function, endorsed by the asked peer alone. */
  restore(...publications: readonly LedgerPublication[]): Promise<string> {
    return this.#list('Restore', publications);
  }

  /** The agreed function, endorsed by the asked peer alone. */
  purge({ envelope }: LedgerPublication): Promise<string> {
    const endorsingOrganizations = [this.#peerOf];
    return this.#submit(this.#records, 'Purge', { arguments: [envelope], endorsingOrganizations });
  }

  /** The state of a publication on the asked peer. */
  async verify({ publisher, id }: Pick<LedgerPublication, 'publisher' | 'id'>): Promise<string> {
    const endorsingOrganizations = [this.#peerOf];
    return text(
      await this.#records.evaluate('Verify', { arguments: [publisher, id], endorsingOrganizations }),
    );
  }

  /** The sealed bytes that the publisher's peer serves, or null. */
  async pull({ publisher, id }: Pick<LedgerPublication, 'publisher' | 'id'>): Promise<Buffer | null> {
    const options = { arguments: [JSON.stringify([id])], endorsingOrganizations: [publisher] };
    const { values } = JSON.parse(text(await this.#records.evaluate('ReadSealed', options))) as SealedAnswer;
    const [value] = values;
    return typeof value === 'string' ? Buffer.from(value, 'base64') : null;
  }

  /** What only altered chaincode does, under any name, endorsed by the asked peer alone. */
  write(operations: readonly Operation[], chaincode = 'records'): Promise<string> {
    const values = operations.map((operation) => ('value' in operation ? operation.value : ''));
    return this.#submit(this.#client.network.getContract(chaincode, 'Hostile'), 'Write', {
      // Values travel beside the list, so that private ones stay out of the block.
      arguments: [
        JSON.stringify(operations, (name, member: unknown) => (name === 'value' ? undefined : member)),
      ],
      transientData: Object.fromEntries(values.map((value, i) => [String(i), value])),
      endorsingOrganizations: [this.#peerOf],
    });
  }

  /** What only altered chaincode reads: a private value as the asked peer has it. @throws what the peer refuses with */
  async readPrivate(collection: string, key: string): Promise<Buffer> {
    const answer = await this.#client.network
      .getContract('records', 'Hostile')
      .evaluate('Read', { arguments: [collection, key], endorsingOrganizations: [this.#peerOf] });
    return Buffer.from(text(answer), 'base64');
  }

  /** Writes publications as `Publish` does, without one of its checks. */
  publishUnchecked(...publications: readonly LedgerPublication[]): Promise<string> {
    return this.write(publications.flatMap(publishingWrites));
  }

  /** Number of blocks that the asked peer has. */
  height(): Promise<number> {
    return heightOf(this.network, this.#peerOf);
  }

  /** Waits until every peer has a block. @throws Error when that takes too long */
  async everywhere(block: number): Promise<void> {
    const deadline = Date.now() + ARRIVAL_MS;
    for (const { id } of this.#test.enterprises) {
      while ((await heightOf(this.network, id)) <= block) {
        if (Date.now() > deadline) throw new Error(`the peer of ${id} does not get block ${block}`);
        await sleep(POLL_MS);
      }
    }
  }

  close(): void {
    this.#client.close();
  }

  get #records(): Contract {
    return this.#client.network.getContract('records', 'Records');
  }

  async #submit(contract: Contract, transaction: string, options: ProposalOptions): Promise<string> {
    const { code, block } = await outcomeOf(contract, transaction, options);
    if (block !== undefined) await this.everywhere(block);
    return code;
  }

  #list(transaction: string, publications: readonly LedgerPublication[]): Promise<string> {
    return this.#submit(this.#records, transaction, {
      arguments: [`[${publications.map(({ envelope }) => envelope.toString()).join(',')}]`],
      transientData: { [sealedListField]: writeSealedList(publications.map(({ sealed }) => sealed)) },
      endorsingOrganizations: [this.#peerOf],
    });
  }
}

/** The two writes that make a publication: the envelope for all, the sealed bytes in the publisher's collection. */
export function publishingWrites({
  publisher,
  id,
  envelope,
  sealed,
}: LedgerPublication): readonly Operation[] {
  return [
    { op: 'put', key: publicationKey(publisher, id), value: envelope },
    { op: 'putPrivate', collection: implicitCollection(publisher), key: id, value: sealed },
  ];
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}
