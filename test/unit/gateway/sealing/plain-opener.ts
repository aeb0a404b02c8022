// SPDX-License-Identifier: Apache-2.0
// A second reading of docs/format.md, byte by byte and with nothing of the product: what it finds in the vectors
// must be what the product sealed.
import {
  createDecipheriv,
  createCipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
} from 'node:crypto';

const names = ['identity', 'quantity', 'commercial', 'evidence'];

/** An envelope as its text says. */
export interface PlainEnvelope {
  readonly p: string;
  readonly a: string;
  readonly r: string;
  readonly s: string;
  readonly t: readonly string[];
  readonly b?: string;
  readonly k?: string;
}

/** Everything that one reader finds. */
export interface PlainContent {
  readonly pairKey: Buffer;
  readonly tag: Buffer;
  readonly index: number;
  readonly slots: Buffer;
  readonly header: Record<string, unknown>;
  readonly headerText: string;
  readonly roots: readonly Buffer[];
  readonly root: Buffer;
  /** By section name: the values, of granted sections that are there. */
  readonly values: Readonly<Record<string, readonly unknown[]>>;
  readonly recordHashes: Readonly<Record<string, readonly Buffer[]>>;
  readonly fillFits: boolean;
  /** Whether each granted section that is not there has the root that says so. */
  readonly absentFits: boolean;
}

const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
const sha256 = (...parts: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
const kdf = (key: Buffer, ...info: (string | Buffer)[]): Buffer =>
  createHmac('sha256', key)
    .update(Buffer.concat([...info.map((part) => Buffer.from(part as string)), Buffer.from([1])]))
    .digest();

/** Opens a publication with a reader's private key, or with the keys in clear where there are any. */
export function openPlainly(
  envelope: PlainEnvelope,
  sealed: Buffer,
  reader: { mspId: string; privateKey: Buffer; publisherKey: Buffer },
): PlainContent {
  const [a, r] = [bytes(envelope.a), bytes(envelope.r)];
  const context = Buffer.concat([Buffer.from(`\0${envelope.p}\0${reader.mspId}\0`), a, r]);
  const own = publicKeyOf(reader.privateKey);
  const salt = Buffer.concat([own, reader.publisherKey].sort((x, y) => Buffer.compare(x, y)));
  const pairKey = hkdf(
    x25519(reader.privateKey, reader.publisherKey),
    salt,
    Buffer.from('chainshare pair 1'),
  );
  const tag = createHmac('sha256', pairKey).update('tag').update(context).digest().subarray(0, 16);
  const index = envelope.t.indexOf(tag.toString('base64url'));
  const epk = sealed.subarray(6, 38);
  const wrapKey = hkdf(
    x25519(reader.privateKey, epk),
    Buffer.concat([epk, own]),
    Buffer.concat([Buffer.from('chainshare wrap 1'), context]),
  );
  const slots = gcmOpen(wrapKey, sealed.subarray(38 + 208 * index, 38 + 208 * (index + 1)));
  return { pairKey, tag, index, slots, ...openContent(sealed, { r, slots, tags: envelope.t.length }) };
}

function openContent(sealed: Buffer, { r, slots, tags }: { r: Buffer; slots: Buffer; tags: number }) {
  const hk = slots.subarray(0, 32);
  const boxAt = 38 + 208 * tags;
  const box = gcmOpen(kdf(hk, 'aead', r), sealed.subarray(boxAt, boxAt + 640));
  const headerText = box.toString('utf8', 144).trimEnd();
  const header = JSON.parse(headerText) as { n: number; sections: string[] } & Record<string, unknown>;
  const roots = names.map((_, i) => box.subarray(32 * i, 32 * (i + 1)));
  const values: Record<string, readonly unknown[]> = {};
  const recordHashes: Record<string, readonly Buffer[]> = {};
  let at = boxAt + 640;
  let absentFits = true;
  names.forEach((name, i) => {
    const end = at + box.readUInt32BE(128 + 4 * i);
    const body = sealed.subarray(at, end);
    at = end;
    if (((slots[172] as number) & (1 << i)) === 0) return;
    const key = slots.subarray(32 * (i + 1), 32 * (i + 2));
    if (body.length === 0) {
      absentFits &&= kdf(key, 'absent').equals(roots[i] as Buffer);
      return;
    }
    const list = JSON.parse(gcmOpen(kdf(key, 'aead', r), body).toString('utf8')) as unknown[];
    values[name] = list;
    recordHashes[name] = list.map((value, j) =>
      sha256(Buffer.from([0]), saltOf(key, j), canonicalBytes(value)),
    );
  });
  const fill = sealed.subarray(at);
  const stream = createCipheriv('aes-256-ctr', kdf(hk, 'fill', r), Buffer.alloc(16));
  const fillFits = stream.update(Buffer.alloc(fill.length)).equals(fill);
  const root = rootOf(kdf(hk, 'salt').subarray(0, 16), headerText, roots);
  return { header, headerText, roots, root, values, recordHashes, fillFits, absentFits };
}

/** RFC 9162 section 2.1.1, as it is written: split at the greatest power of two below n. */
export function treeHead(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 1) return leaves[0] as Buffer;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256(Buffer.from([1]), treeHead(leaves.slice(0, split)), treeHead(leaves.slice(split)));
}

/** RFC 9162 section 2.1.3.2: whether a path leads from a leaf to the root. */
export function pathLeads(
  leaf: Buffer,
  index: number,
  n: number,
  path: readonly Buffer[],
): Buffer | undefined {
  let [fn, sn, hash] = [index, n - 1, leaf];
  for (const step of path) {
    if (sn === 0) return undefined;
    if ((fn & 1) === 1 || fn === sn) {
      hash = sha256(Buffer.from([1]), step, hash);
      while ((fn & 1) === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else {
      hash = sha256(Buffer.from([1]), hash, step);
    }
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  return sn === 0 ? hash : undefined;
}

function rootOf(salt: Buffer, headerText: string, roots: readonly Buffer[]): Buffer {
  const header = sha256(Buffer.from([3]), salt, Buffer.from(headerText));
  const leaves = names.map((name, i) =>
    sha256(Buffer.from([2]), Buffer.from(`${name}\0`), roots[i] as Buffer),
  );
  return treeHead([header, ...leaves]);
}

/** Salt i is AES of the number i: one block of ECB. */
function saltOf(sectionKey: Buffer, index: number): Buffer {
  const block = Buffer.alloc(16);
  block.writeUInt32BE(index, 12);
  return createCipheriv('aes-256-ecb', kdf(sectionKey, 'salts'), null).update(block);
}

/** Enough of RFC 8785 for values whose members have ASCII names. */
function canonicalBytes(value: unknown): Buffer {
  const sorted = (_: string, inner: unknown): unknown =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([x], [y]) => (x < y ? -1 : 1)))
      : inner;
  return Buffer.from(JSON.stringify(value, sorted));
}

function gcmOpen(key: Buffer, box: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.alloc(12));
  decipher.setAuthTag(box.subarray(-16));
  return Buffer.concat([decipher.update(box.subarray(0, -16)), decipher.final()]);
}

function hkdf(secret: Buffer, salt: Buffer, info: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, 32));
}

function privateKeyObject(secret: Buffer) {
  const prefix = Buffer.from('302e020100300506032b656e04220420', 'hex');
  return createPrivateKey({ key: Buffer.concat([prefix, secret]), format: 'der', type: 'pkcs8' });
}

/** The X25519 public key of 32 secret bytes. */
export function publicKeyOf(secret: Buffer): Buffer {
  return createPublicKey(privateKeyObject(secret)).export({ format: 'der', type: 'spki' }).subarray(-32);
}

function x25519(secret: Buffer, theirs: Buffer): Buffer {
  const x = theirs.toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' });
  return diffieHellman({ privateKey: privateKeyObject(secret), publicKey });
}
