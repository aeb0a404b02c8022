// SPDX-License-Identifier: Apache-2.0
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { assertDiskFree } from '#network/fabric/disk.js';
import { thisProcess } from '#network/fabric/process-mark.js';
import { NetworkError } from '#network/fabric/network-error.js';
import { isOlder } from '#network/fabric/binary-build.js';
import { planNetwork, type NetworkPlan } from '#network/fabric/plan.js';
import { assertSamePlan } from '#network/fabric/plan-record.js';
import { takePortRange, type PortRange } from '#network/fabric/ports.js';
import { Processes } from '#network/fabric/processes.js';
import { parseTopology } from '#network/fabric/topology.js';
import { bringUp, type UpOptions } from '#network/fabric/up.js';

const topologyOf = (version: string, organisations = '[{ id: Xinqiao }, { id: Xinghe }]'): string =>
  `channel: chain
fabric: ${version}
orderers: [{ id: orderer0, organisation: Ordering, host: 127.0.0.1 }]
organisations: ${organisations}
`;

const PROGRAMS = ['peer', 'orderer', 'osnadmin', 'configtxgen', 'configtxlator'];

describe('a start of a Fabric network', () => {
  let folder: string;
  let binaries: string;
  let ports: PortRange;

  const planOf = (text: string, first = ports.first): NetworkPlan =>
    planNetwork(parseTopology(text, 'chain.yaml'), path.join(folder, 'data'), first);

  /** Programs that do nothing but tell their version. */
  const programsOf = async (version: string, programs: readonly string[] = PROGRAMS): Promise<void> => {
    await mkdir(path.join(binaries, 'config'), { recursive: true });
    await writeFile(path.join(binaries, 'config', 'core.yaml'), '');
    for (const program of programs) {
      const file = path.join(binaries, program);
      await writeFile(file, `#!/bin/sh\necho "peer:"; echo " Version: v${version}"\n`);
      await chmod(file, 0o755);
    }
  };

  /** Why it is refused; nothing may run afterwards. */
  const refusal = async (plan: NetworkPlan, more: Partial<UpOptions> = {}): Promise<NetworkError> => {
    const options: UpOptions = {
      chaincodeVersion: '0.1.0+000000000000',
      chaincodeFolderOf: () => folder,
      foundingMembers: '[]',
      binaryFolder: binaries,
      ...more,
    };
    const error: unknown = await bringUp(plan, options).catch((fault: unknown) => fault);
    expect(new Processes(plan.workDir).running()).to.deep.equal([]);
    expect(await readdir(plan.workDir)).to.not.include('up.lock');
    if (!(error instanceof NetworkError)) throw error;
    return error;
  };

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chainshare-refused-'));
    binaries = path.join(folder, 'bin');
    ports = await takePortRange();
  });

  afterEach(async () => {
    await ports.release();
    await rm(folder, { recursive: true });
  });

  it('is refused without all programs, and they are named', async () => {
    await programsOf('3.1.1', ['peer', 'orderer', 'osnadmin']);
    const { code, message, zh } = await refusal(planOf(topologyOf('3.1.1')));
    expect(code).to.equal('BINARIES_MISSING');
    expect(message).to.contain('lacks configtxgen, configtxlator').and.to.contain('FABRIC_BIN');
    expect(zh).to.contain('configtxgen, configtxlator');
  });

  it('is refused with programs of another version', async () => {
    await programsOf('2.5.9');
    const { code, message } = await refusal(planOf(topologyOf('3.1.1')));
    expect(code).to.equal('BINARIES_WRONG_VERSION');
    expect(message).to.contain('holds Fabric 2.5.9, the topology asks for 3.1.1');
  });

  it('is refused with programs that this machine cannot run', async () => {
    await programsOf('3.1.1');
    await writeFile(path.join(binaries, 'peer'), '\u007fELF of another machine');
    expect((await refusal(planOf(topologyOf('3.1.1')))).code).to.equal('BINARIES_WRONG_VERSION');
  });

  it('is refused when a version is asked for that is neither there nor built here', async () => {
    const { code, message } = await refusal(planOf(topologyOf('3.1.5')), { binaryFolder: undefined });
    expect(code).to.equal('BINARIES_NOT_BUILT_HERE');
    expect(message).to.contain('Only Fabric 3.1.1 is built here');
  });

  it('is refused where Go is too old to build Fabric', () => {
    expect(isOlder('1.24.1', [1, 24, 2])).to.equal(true);
    expect(isOlder('1.9', [1, 24, 2])).to.equal(true);
    expect(isOlder('1.24.2', [1, 24, 2])).to.equal(false);
    expect(isOlder('1.26.8-custom', [1, 24, 2])).to.equal(false);
  });

  it('is refused when somebody listens on any port of any node, which is named', async () => {
    await programsOf('3.1.1');
    const plan = planOf(topologyOf('3.1.1'));
    await mkdir(plan.workDir, { recursive: true });
    await writeFile(path.join(plan.workDir, 'genesis.block'), '');
    const peer = plan.organisations[1]?.peers[0];
    for (const port of [peer?.port, peer?.chaincodeListenPort, peer?.operationsPort]) {
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
      const { code, message } = await refusal(plan);
      await new Promise((resolve) => other.close(resolve));
      expect(code).to.equal('PORT_IN_USE');
      expect(message).to.contain(`Port ${port ?? ''} on 127.0.0.1, which Xinghe/peer0 needs`);
    }
  });

  it('is refused with other organisations, orderers or ports than the network was made with', async () => {
    await assertSamePlan(planOf(topologyOf('3.1.1')));
    await assertSamePlan(planOf(topologyOf('3.1.1')));
    await programsOf('3.1.1');
    const { code, message } = await refusal(planOf(topologyOf('3.1.1', '[{ id: Xinqiao }]')));
    expect(code).to.equal('TOPOLOGY_CHANGED');
    expect(message).to.match(/Xinghe: 127\.0\.0\.1:\d+ → -/);
    expect((await refusal(planOf(topologyOf('3.1.1'), ports.first + 1))).code).to.equal('TOPOLOGY_CHANGED');
  });

  it('takes a further peer of an organisation that is there already', async () => {
    await assertSamePlan(planOf(topologyOf('3.1.1')));
    await assertSamePlan(planOf(topologyOf('3.1.1', '[{ id: Xinqiao, peers: 2 }, { id: Xinghe }]')));
  });

  it('is refused while another is at work on the folder, and goes on when that one has died', async () => {
    await programsOf('3.1.1');
    const plan = planOf(topologyOf('3.1.1', '[{ id: Xinqiao }]'));
    await mkdir(plan.workDir, { recursive: true });
    const lock = path.join(plan.workDir, 'up.lock');
    await writeFile(lock, JSON.stringify(thisProcess()));
    const options = { chaincodeVersion: '0.1.0', chaincodeFolderOf: () => folder, foundingMembers: '[]' };
    const error: unknown = await bringUp(plan, { ...options, binaryFolder: binaries }).catch(
      (one: unknown) => one,
    );
    expect(error).to.be.instanceOf(NetworkError).with.property('code', 'UP_IN_PROGRESS');
    await writeFile(lock, JSON.stringify({ ...thisProcess(), started: '1' }));
    await assertSamePlan(planOf(topologyOf('3.1.1')));
    expect((await refusal(plan)).code).to.equal('TOPOLOGY_CHANGED');
  });

  it('of one organisation names the files that the others must send', async () => {
    await programsOf('3.1.1');
    const { code, message } = await refusal(planOf(topologyOf('3.1.1')), { only: 'Xinqiao' });
    expect(code).to.equal('SHARED_FILES_MISSING');
    expect(message).to.contain('data/Xinghe/msp').and.to.contain('data/orderers/Ordering/msp');
    expect(message).to.contain('network/genesis.block').and.to.not.contain('data/Xinqiao/msp');
  });

  it('of an organisation that is not in the topology is refused', async () => {
    await programsOf('3.1.1');
    const plan = planOf(topologyOf('3.1.1'));
    await mkdir(plan.workDir, { recursive: true });
    const { code, message } = await refusal(plan, { only: 'Qiming' });
    expect(code).to.equal('ORGANISATION_UNKNOWN');
    expect(message).to.contain('it has Xinqiao, Xinghe, Ordering');
  });

  it('ends what it started when a process dies, and tells why from its log', async () => {
    await programsOf('3.1.1');
    await writeFile(path.join(binaries, 'orderer'), '#!/bin/sh\necho "panic: no such folder"; exit 2\n');
    const plan = planOf(topologyOf('3.1.1', '[{ id: Xinqiao }]'));
    await mkdir(plan.workDir, { recursive: true });
    await writeFile(path.join(plan.workDir, 'genesis.block'), '');
    const { code, message } = await refusal(plan);
    expect(code).to.equal('PROCESS_ENDED');
    expect(message).to.match(/^(orderer0|Xinqiao\/peer0) ended while it was starting/);
  });

  it('is refused without room on the disk, and says how much is missing', async () => {
    const error: unknown = await assertDiskFree(folder, 2 ** 60).catch((fault: unknown) => fault);
    expect(error).to.be.instanceOf(NetworkError).with.property('code', 'DISK_FULL');
    expect((error as NetworkError).message).to.match(/There are \d+ MB free below .* and 1099511627776 MB/);
  });
});
