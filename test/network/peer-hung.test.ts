// SPDX-License-Identifier: Apache-2.0
import { FabricProcesses } from '../fault/support/fabric-processes.js';
import { FaultNetwork } from '../fault/support/fault-network.js';
import { Load, removeLoaded } from '../fault/support/load.js';
import { assertNothingLost, recovered } from '../fault/support/nothing-lost.js';

/** Calls that are acknowledged before a peer fails, and while it is away. */
const FLOWING = 5;

describe('one of two peers of a publisher that fails during a load', function () {
  this.timeout(600_000);

  let network: FaultNetwork;
  let ledger: FabricProcesses;
  let load: Load;

  before(async () => {
    network = await FaultNetwork.start({ peers: 2 });
    if (!(network.ledger instanceof FabricProcesses)) throw new TypeError('this runs on real Fabric alone');
    ledger = network.ledger;
    load = new Load(network.xinghe, { patient: 3 });
  });

  after(() => removeLoaded(network, load));

  /** Lets a peer fail in the middle of the load; all must be well while it is away, and when it is back. */
  async function fails(part: string, how: 'hangs' | 'dies'): Promise<void> {
    load.begin();
    await load.flows(FLOWING);
    const started = performance.now();
    if (how === 'hangs') ledger.hang(part);
    else await ledger.killForGood(part);
    await load.flows(FLOWING);
    const { acknowledged } = await load.end();
    await recovered(network, acknowledged);
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    process.stdout.write(`      ${part} ${how}: ready, nothing pending, ${seconds} s after, without it\n`);
    await assertNothingLost(network, load);
    await ledger.bringBack(part);
    await assertNothingLost(network, load);
  }

  it('loses nothing and publishes nothing twice when the second hangs', () => fails('Xinghe/peer1', 'hangs'));

  it('nor when the first hangs, and the gateway goes over to the second', () =>
    fails('Xinghe/peer0', 'hangs'));

  it('nor when the second dies, which is then in use, and the gateway goes back', () =>
    fails('Xinghe/peer1', 'dies'));
});
