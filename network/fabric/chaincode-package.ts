// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';

/** A chaincode package as peers install it. */
export interface ChaincodePackage {
  readonly label: string;
  /** `label:sha256 of the bytes`, the same for every organisation. */
  readonly packageId: string;
  readonly bytes: Uint8Array;
}

const GZIP_OS_BYTE = 9;
const GZIP_OS_UNKNOWN = 255;

/**
 * Packs a chaincode that runs as a service: metadata and a connection template whose address each peer's builder
 * fills in, so that one package id serves all. The label carries the version, which names the code's hash.
 */
export async function packChaincode(label: string): Promise<ChaincodePackage> {
  const connection = { address: '@CHAINCODE_ADDRESS@', dial_timeout: '10s', tls_required: false };
  const code = await tarball([{ name: 'connection.json', body: JSON.stringify(connection) }]);
  const bytes = await tarball([
    { name: 'metadata.json', body: JSON.stringify({ type: 'ccaas', label }) },
    { name: 'code.tar.gz', body: code },
  ]);
  return { label, packageId: `${label}:${createHash('sha256').update(bytes).digest('hex')}`, bytes };
}

/** A tar.gz whose bytes depend on its content alone: no times, owners or operating system. */
async function tarball(files: readonly { name: string; body: string | Uint8Array }[]): Promise<Uint8Array> {
  const archive = await packTar(
    files.map(({ name, body }) => ({
      header: { name, mode: 0o644, uid: 0, gid: 0, mtime: new Date(0), size: Buffer.byteLength(body) },
      body,
    })),
  );
  const zipped = gzipSync(archive);
  zipped[GZIP_OS_BYTE] = GZIP_OS_UNKNOWN;
  return zipped;
}
