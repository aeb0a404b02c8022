// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { stringify } from 'yaml';
import type { NetworkPlan, OrganisationPlan } from './plan.js';

/** Name of the one profile in configtx.yaml. */
export const PROFILE = 'Channel';

const implicitMeta = (rule: string): object => ({ Type: 'ImplicitMeta', Rule: rule });
const signature = (rule: string): object => ({ Type: 'Signature', Rule: rule });

/** An organisation's own policies: `endorsers` is the role that may endorse in its name. */
function ownPolicies(mspId: string, endorsers: 'peer' | 'orderer'): object {
  return {
    Readers: signature(`OR('${mspId}.member')`),
    Writers: signature(`OR('${mspId}.member')`),
    Admins: signature(`OR('${mspId}.admin')`),
    Endorsement: signature(`OR('${mspId}.${endorsers}')`),
  };
}

function member({ id, folder, peers }: OrganisationPlan): object {
  return {
    Name: id,
    ID: id,
    MSPDir: path.join(folder, 'msp'),
    Policies: ownPolicies(id, 'peer'),
    // Without anchor peers other organisations' gateways never learn where this one's peers are.
    AnchorPeers: peers.slice(0, 1).map(({ host, port }) => ({ Host: host, Port: port })),
  };
}

function orderingOrganisations(plan: NetworkPlan): object[] {
  return [...new Set(plan.orderers.map(({ organisation }) => organisation))].map((id) => ({
    Name: id,
    ID: id,
    MSPDir: path.join(plan.dataDir, 'orderers', id, 'msp'),
    Policies: ownPolicies(id, 'orderer'),
    // Capability V3_0 refuses global addresses: every ordering organisation names its own.
    OrdererEndpoints: plan.orderers
      .filter(({ organisation }) => organisation === id)
      .map(({ host, port }) => `${host}:${port}`),
  }));
}

/**
 * The text of configtx.yaml: channel capabilities V3_0, etcdraft, and the policies the chaincode definitions name.
 * `Records`: any one organisation endorses what it says itself. `Registers`: a majority endorses what binds all.
 */
export function configtxYaml(plan: NetworkPlan): string {
  const { block } = plan.topology;
  const profile = {
    Policies: {
      Readers: implicitMeta('ANY Readers'),
      Writers: implicitMeta('ANY Writers'),
      Admins: implicitMeta('MAJORITY Admins'),
    },
    Capabilities: { V3_0: true },
    Orderer: {
      OrdererType: 'etcdraft',
      BatchTimeout: block.timeout,
      BatchSize: { MaxMessageCount: block.maxMessages, AbsoluteMaxBytes: '10 MB', PreferredMaxBytes: '2 MB' },
      EtcdRaft: {
        Consenters: plan.orderers.map(({ host, port, folder }) => ({
          Host: host,
          Port: port,
          ClientTLSCert: path.join(folder, 'tls', 'server.crt'),
          ServerTLSCert: path.join(folder, 'tls', 'server.crt'),
        })),
        // The default election of 5 s would make every restart of a small network take ten.
        Options: {
          TickInterval: '100ms',
          ElectionTick: 10,
          HeartbeatTick: 1,
          MaxInflightBlocks: 5,
          SnapshotIntervalSize: '16 MB',
        },
      },
      Organizations: orderingOrganisations(plan),
      Policies: {
        Readers: implicitMeta('ANY Readers'),
        Writers: implicitMeta('ANY Writers'),
        Admins: implicitMeta('MAJORITY Admins'),
        BlockValidation: implicitMeta('ANY Writers'),
      },
      Capabilities: { V2_0: true },
    },
    Application: {
      Organizations: plan.organisations.map(member),
      Policies: {
        Readers: implicitMeta('ANY Readers'),
        Writers: implicitMeta('ANY Writers'),
        Admins: implicitMeta('MAJORITY Admins'),
        Endorsement: implicitMeta('MAJORITY Endorsement'),
        LifecycleEndorsement: implicitMeta('MAJORITY Endorsement'),
        Records: implicitMeta('ANY Endorsement'),
        Registers: implicitMeta('MAJORITY Endorsement'),
      },
      Capabilities: { V2_5: true },
    },
  };
  return stringify({ Profiles: { [PROFILE]: profile } }, { aliasDuplicateObjects: false });
}
