// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import type { OrdererPlan, PeerPlan } from './plan.js';

/** What a peer needs beside its plan. */
export interface PeerSurroundings {
  /** Folder with Fabric's default core.yaml. */
  readonly config: string;
  /** Folder of the external builder for chaincode as a service. */
  readonly builder: string;
  /** Another peer to gossip with first. */
  readonly bootstrap: string;
}

/** The environment of a peer: Fabric's default core.yaml with these and only these differences. */
export function peerEnvironment(
  peer: PeerPlan,
  { config, builder, bootstrap }: PeerSurroundings,
): Record<string, string> {
  const address = `${peer.host}:${peer.port}`;
  const inFolder = (...parts: string[]): string => path.join(peer.folder, ...parts);
  return {
    FABRIC_CFG_PATH: config,
    FABRIC_LOGGING_SPEC: 'warn',
    CORE_PEER_ID: peer.name,
    CORE_PEER_LOCALMSPID: peer.organisation,
    CORE_PEER_MSPCONFIGPATH: inFolder('msp'),
    CORE_PEER_ADDRESS: address,
    CORE_PEER_LISTENADDRESS: address,
    CORE_PEER_CHAINCODELISTENADDRESS: `${peer.host}:${peer.chaincodeListenPort}`,
    CORE_PEER_FILESYSTEMPATH: inFolder('ledger'),
    CORE_LEDGER_SNAPSHOTS_ROOTDIR: inFolder('ledger', 'snapshots'),
    CORE_OPERATIONS_LISTENADDRESS: `${peer.host}:${peer.operationsPort}`,
    CORE_PEER_TLS_ENABLED: 'true',
    CORE_PEER_TLS_CERT_FILE: inFolder('tls', 'server.crt'),
    CORE_PEER_TLS_KEY_FILE: inFolder('tls', 'server.key'),
    CORE_PEER_TLS_ROOTCERT_FILE: inFolder('tls', 'ca.crt'),
    // Empty, not absent: no Docker, and health checks that do not look for one.
    CORE_VM_ENDPOINT: '',
    CORE_CHAINCODE_EXTERNALBUILDERS: JSON.stringify([
      { name: 'ccaas', path: builder, propagateEnvironment: ['CHAINCODE_ADDRESS'] },
    ]),
    CHAINCODE_ADDRESS: peer.chaincodeAddress,
    // The default of 25 s leaves other organisations unreachable for half a minute after a start.
    CORE_PEER_GOSSIP_BOOTSTRAP: bootstrap,
    CORE_PEER_GOSSIP_EXTERNALENDPOINT: address,
    CORE_PEER_GOSSIP_RECONNECTINTERVAL: '1s',
    CORE_PEER_GOSSIP_DIALTIMEOUT: '300ms',
    CORE_PEER_GOSSIP_PVTDATA_PUSHACKTIMEOUT: '500ms',
    CORE_PEER_GOSSIP_PVTDATA_PULLRETRYTHRESHOLD: '5s',
    // Without it any member could stall this peer with invalid transactions that name its collection.
    CORE_PEER_GOSSIP_PVTDATA_SKIPPULLINGINVALIDTRANSACTIONSDURINGCOMMIT: 'true',
    // A waiting commit status and every event stream hold a slot; our gateways limit themselves earlier.
    CORE_PEER_LIMITS_CONCURRENCY_GATEWAYSERVICE: '5000',
  };
}

/** The environment of an ordering node: Fabric's default orderer.yaml with these differences. */
export function ordererEnvironment(orderer: OrdererPlan, config: string): Record<string, string> {
  const inFolder = (...parts: string[]): string => path.join(orderer.folder, ...parts);
  return {
    FABRIC_CFG_PATH: config,
    FABRIC_LOGGING_SPEC: 'warn',
    ORDERER_GENERAL_LISTENADDRESS: orderer.host,
    ORDERER_GENERAL_LISTENPORT: String(orderer.port),
    ORDERER_GENERAL_LOCALMSPID: orderer.organisation,
    ORDERER_GENERAL_LOCALMSPDIR: inFolder('msp'),
    ORDERER_GENERAL_BOOTSTRAPMETHOD: 'none',
    ORDERER_GENERAL_TLS_ENABLED: 'true',
    ORDERER_GENERAL_TLS_PRIVATEKEY: inFolder('tls', 'server.key'),
    ORDERER_GENERAL_TLS_CERTIFICATE: inFolder('tls', 'server.crt'),
    ORDERER_GENERAL_TLS_ROOTCAS: `[${inFolder('tls', 'ca.crt')}]`,
    ORDERER_GENERAL_CLUSTER_CLIENTCERTIFICATE: inFolder('tls', 'server.crt'),
    ORDERER_GENERAL_CLUSTER_CLIENTPRIVATEKEY: inFolder('tls', 'server.key'),
    ORDERER_GENERAL_CLUSTER_ROOTCAS: `[${inFolder('tls', 'ca.crt')}]`,
    ORDERER_CHANNELPARTICIPATION_ENABLED: 'true',
    ORDERER_ADMIN_LISTENADDRESS: `${orderer.host}:${orderer.adminPort}`,
    ORDERER_OPERATIONS_LISTENADDRESS: `${orderer.host}:${orderer.operationsPort}`,
    // On the operations port: who leads stands nowhere else.
    ORDERER_METRICS_PROVIDER: 'prometheus',
    ORDERER_FILELEDGER_LOCATION: inFolder('ledger'),
    ORDERER_CONSENSUS_WALDIR: inFolder('etcdraft', 'wal'),
    ORDERER_CONSENSUS_SNAPDIR: inFolder('etcdraft', 'snapshot'),
  };
}
