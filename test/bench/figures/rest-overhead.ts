// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, signers } from '@hyperledger/fabric-gateway';
import { sealedListField, writeSealedList } from '@chainshare/chaincode/model';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { seal } from '@chainshare/gateway/internal/sealing/seal.js';
import { newKeyPair } from '@chainshare/gateway/internal/sealing/x25519.js';
import type { Measurement } from '../figure.js';
import { BenchNetwork } from '../network/bench-network.js';
import { percentile, ms, timed } from '../statistics.js';
import { StockRows } from '../stock-rows.js';

const CALLS = 50;
const BOUND = 1.15;
/** Publishes without a gateway: same kind of peer, but nobody's projection has work with it. */
const DIRECT = 'Yuanlan';

/** Publishing one record over REST, against submitting as many bytes with the Fabric client, taking turns. */
export const measure: Measurement = ({ seed }) =>
  BenchNetwork.with(['Xinghe', 'Qiming', DIRECT], async (network) => {
    await network.startGateway('Qiming');
    const { client } = await network.startGateway('Xinghe');
    const rows = new StockRows(seed, 'Qiming');
    const direct = new DirectPublisher(network);
    try {
      const rest: number[] = [];
      const bare: number[] = [];
      await client.publish('inventory', rows.take(1), []);
      await direct.prepare(rows)();
      for (let call = 0; call < CALLS; call++) {
        const records = rows.take(1);
        rest.push(await timed(() => client.publish('inventory', records, [])));
        bare.push(await timed(direct.prepare(rows)));
      }
      const [time, floor] = [percentile(rest, 0.5), percentile(bare, 0.5)];
      return [
        {
          name: 'REST publish / fabric-gateway submit, p50',
          measured: time / floor,
          bound: BOUND,
          good: 'at most',
          detail: `${ms(time)} / ${ms(floor)}, ${CALLS} calls each`,
        },
      ];
    } finally {
      direct.close();
    }
  });

/** Publishes what was sealed before, by nothing but the Fabric client. */
class DirectPublisher {
  readonly #client: Client;
  readonly #gateway: ReturnType<typeof connect>;
  readonly #channel: string;
  readonly #keyPair = newKeyPair();

  constructor({ ledger, dataDir }: BenchNetwork) {
    const identity = (file: string): Buffer =>
      readFileSync(path.join(dataDir, DIRECT, 'gateway/identity', file));
    this.#channel = ledger.channel;
    this.#client = new Client(ledger.peers.get(DIRECT)?.endpoints[0] ?? '', credentials.createInsecure());
    this.#gateway = connect({
      client: this.#client,
      identity: { mspId: DIRECT, credentials: identity('cert.pem') },
      signer: signers.newPrivateKeySigner(createPrivateKey(identity('key.pem'))),
    });
  }

  /** Seals one record in the form that the gateway uses, for one recipient; what is returned submits it. */
  prepare(rows: StockRows): () => Promise<void> {
    const kind = catalogue.kind('inventory');
    const { envelope, sealed } = seal({
      publisher: DIRECT,
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
    const contract = this.#gateway.getNetwork(this.#channel).getContract('records', 'Records');
    return async () => {
      await contract.submit('Publish', {
        arguments: [`[${envelope}]`],
        transientData: { [sealedListField]: writeSealedList([sealed]) },
        endorsingOrganizations: [DIRECT],
      });
    };
  }

  close(): void {
    this.#gateway.close();
    this.#client.close();
  }
}
