// SPDX-License-Identifier: Apache-2.0

/** Certificates and key of one organisation's peer, as PEM text. */
export interface PeerCredentials {
  /** Root certificate of the organisation; goes into the channel configuration. */
  readonly cacert: string;
  /** Certificate of the peer (OU=peer). */
  readonly peerCert: string;
  /** Private key of the peer (PKCS #8). */
  readonly peerKey: string;
}

/** One organisation and its peer. */
export interface OrganisationOptions {
  readonly mspId: string;
  readonly msp: PeerCredentials;
  /** TCP port of the peer on 127.0.0.1; 0 takes a free one, which the peer keeps when it is stopped and started. */
  readonly port: number;
  /** Folder of an altered chaincode package that this organisation runs instead of the agreed one, for every package id. */
  readonly chaincodeDir?: string;
  /** Added to the environment of this organisation's chaincode workers. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Certificate and key, PEM, with which the peer serves TLS; absent = plain text on the loopback interface. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/** A private data collection, with the words of Fabric's collection configuration. */
export interface CollectionOptions {
  readonly name: string;
  /** Signature policy text that says which organisations are members. */
  readonly policy: string;
  readonly requiredPeerCount: number;
  readonly maxPeerCount: number;
  /** Blocks after which a value disappears; 0 = never. */
  readonly blockToLive: number;
  readonly memberOnlyRead: boolean;
  readonly memberOnlyWrite: boolean;
  /** Signature policy text or channel policy path that replaces the chaincode's for this collection. */
  readonly endorsementPolicy?: string;
}

/** A chaincode definition. Two names may share one package id, and then share one worker per organisation. */
export interface ChaincodeOptions {
  readonly name: string;
  readonly version: string;
  /** Folder of the chaincode package: a `package.json` whose `main` exports `contracts`. */
  readonly dir: string;
  readonly packageId: string;
  /** Endorsement policy: a channel policy path such as `/Channel/Application/Endorsement`, or signature policy text. */
  readonly policy: string;
  readonly collections?: readonly CollectionOptions[];
}

/** When the orderer cuts a block. */
export interface BlockOptions {
  readonly timeoutMs: number;
  readonly maxMessages: number;
  readonly preferredMaxBytes?: number;
  readonly absoluteMaxBytes?: number;
}

/** The node that orders transactions and signs blocks, as PEM text. */
export interface OrdererOptions {
  readonly mspId: string;
  readonly cert: string;
  readonly key: string;
  /** Root certificate of the orderer's organisation. */
  readonly cacert: string;
  /** Names the folder under `orderers/`; default `orderer0`. */
  readonly id?: string;
}

/** Everything that {@link startEmbeddedLedger} needs. */
export interface EmbeddedLedgerOptions {
  readonly channel: string;
  /** Folder for `<MspId>/peer0/ledger` and `orderers/<id>/ledger`. */
  readonly dataDir: string;
  readonly organisations: readonly OrganisationOptions[];
  readonly orderer: OrdererOptions;
  readonly chaincodes: readonly ChaincodeOptions[];
  /**
   * Policies of `/Channel/Application`, as `ANY|ALL|MAJORITY <policy of each organisation>` or signature policy text.
   * They add to or replace Readers, Writers, Admins, Endorsement and LifecycleEndorsement. Used for the first block
   * only: afterwards the channel configuration on the ledger rules.
   */
  readonly policies?: Readonly<Record<string, string>>;
  readonly block: BlockOptions;
  /** Whether blocks are forced to disk before they are announced; default true. */
  readonly sync?: boolean;
  /** Whether LevelDB compresses its files; default true, false where files are searched for plain text. */
  readonly compression?: boolean;
}
