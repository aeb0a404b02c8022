// SPDX-License-Identifier: Apache-2.0
import { sealedListField, writeSealedList } from '@chainshare/chaincode/model';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { seal } from '@chainshare/gateway/internal/sealing/seal.js';
import { newKeyPair } from '@chainshare/gateway/internal/sealing/x25519.js';
import { connectLedger, type LedgerClient } from '../support/ledger-client.js';
import type { BenchNetwork } from './network/bench-network.js';
import type { StockRows } from './stock-rows.js';

/** Publishes what was sealed before, by nothing but the Fabric client. */
export class DirectPublisher {
  readonly #client: LedgerClient;
  readonly #mspId: string;
  readonly #keyPair = newKeyPair();

  /** @param mspId - an enterprise whose gateway does not run */
  constructor(network: BenchNetwork, mspId: string) {
    this.#client = connectLedger(network, mspId);
    this.#mspId = mspId;
  }

  /** Seals one record in the form that the gateway uses, for one recipient; what is returned submits it. */
  prepare(rows: StockRows): () => Promise<void> {
    const kind = catalogue.kind('inventory');
    const { envelope, sealed } = seal({
      publisher: this.#mspId,
      keyPair: this.#keyPair,
      kind: 'inventory',
      schema: 1,
      records: rows.take(1).map((row) => kind.split(row)),
      onward: null,
      audience: 'granted',
      recipients: [
        {
          mspId: 'Qiming',
          publicKey: newKeyPair().publicKey,
          sections: ['identity', 'quantity'],
          ...{ purpose: 0, until: 0, epoch: 1, counter: 1n },
        },
      ],
      self: { epoch: 1, counter: 1n },
      follow: [],
    });
    const contract = this.#client.network.getContract('records', 'Records');
    return async () => {
      await contract.submit('Publish', {
        arguments: [`[${envelope}]`],
        transientData: { [sealedListField]: writeSealedList([sealed]) },
        endorsingOrganizations: [this.#mspId],
      });
    };
  }

  close(): void {
    this.#client.close();
  }
}
