// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { JsonObject } from '@chainshare/chaincode/model';
import { pinKey } from '@chainshare/gateway/internal/keys/key-pinning.js';
import {
  ensureKeyPublished,
  rotateKey,
  sealingKey,
} from '@chainshare/gateway/internal/keys/key-publication.js';
import { KeyRing } from '@chainshare/gateway/internal/keys/key-ring.js';
import { OwnKeys } from '@chainshare/gateway/internal/keys/own-keys.js';
import { newKeyPair } from '@chainshare/gateway/internal/sealing/x25519.js';
import { openStore, type Store } from '@chainshare/gateway/internal/store/store.js';

const now = () => '2026-11-25T08:00:00Z';
const enterprise = 'Xinqiao';

describe('key publication', () => {
  let dir: string;
  let store: Store;
  let ring: KeyRing;
  let published: JsonObject[];

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'chainshare-keys-'));
    store = await openStore(dir);
    ring = new KeyRing(await OwnKeys.open({ dir: join(dir, 'keys'), now }), []);
    published = [];
  });

  afterEach(async () => {
    await store.close();
    await rm(dir, { recursive: true });
  });

  /** Publishes as a gateway does that reads its own publication before it goes on. */
  const context = () => ({
    enterprise,
    ring,
    publish: async (value: JsonObject) => {
      published.push(value);
      await pin(value);
    },
  });

  const pin = (value: JsonObject, member = enterprise) =>
    pinKey(store, ring, { member, publication: `${member}-${published.length}`, value });

  const stated = (version: number, publicKey: Uint8Array): JsonObject => ({
    version,
    publicKey: Buffer.from(publicKey).toString('base64url'),
    createdAt: now(),
  });

  it('publishes the first key once', async () => {
    expect(await ensureKeyPublished(context())).to.equal('published');
    expect(await ensureKeyPublished(context())).to.equal('published-before');
    expect(published).to.deep.equal([stated(1, ring.own.newest.pair.publicKey)]);
  });

  it('publishes a rotated key that an earlier process did not', async () => {
    await ensureKeyPublished(context());
    await ring.own.add();
    expect(await ensureKeyPublished(context())).to.equal('published');
    expect(published.map(({ version }) => version)).to.deep.equal([1, 2]);
  });

  it('makes a key after those on the ledger when the files were lost', async () => {
    await pin(stated(3, newKeyPair().publicKey));
    expect(await ensureKeyPublished(context())).to.equal('replaced');
    expect(published.map(({ version }) => version)).to.deep.equal([4]);
    expect(sealingKey(ring, enterprise).version).to.equal(4);
  });

  it('makes a new key when the ledger has another one under its number', async () => {
    await pin(stated(1, newKeyPair().publicKey));
    expect(await ensureKeyPublished(context())).to.equal('replaced');
    expect(published.map(({ version }) => version)).to.deep.equal([2]);
  });

  it('seals under a rotated key only when it stands on the ledger', async () => {
    await ensureKeyPublished(context());
    const during: number[] = [];
    const rotated = await rotateKey({
      ...context(),
      publish: async (value) => {
        during.push(sealingKey(ring, enterprise).version);
        await pin(value);
      },
    });
    expect(during).to.deep.equal([1]);
    expect(rotated.version).to.equal(2);
    expect(sealingKey(ring, enterprise).version).to.equal(2);
  });

  describe('pinning', () => {
    const theirs = newKeyPair().publicKey;

    it('takes the first key of a version and knows it again', async () => {
      expect(await pin(stated(1, theirs), 'Xinghe')).to.equal('pinned');
      expect(await pin(stated(1, theirs), 'Xinghe')).to.equal('known');
      expect(ring.pinned('Xinghe').map(({ version }) => version)).to.deep.equal([1]);
    });

    it('refuses another key for a version that is pinned', async () => {
      await pin(stated(1, theirs), 'Xinghe');
      expect(await pin(stated(1, newKeyPair().publicKey), 'Xinghe')).to.equal('changed');
      expect(Buffer.from(ring.pinned('Xinghe')[0]?.publicKey ?? [])).to.deep.equal(theirs);
    });

    it('refuses the key of another member', async () => {
      await pin(stated(1, theirs), 'Xinghe');
      expect(await pin(stated(1, theirs), 'Lingyun')).to.equal('taken');
      expect(ring.pinned('Lingyun')).to.be.empty;
    });

    it('refuses what is no public key in its only spelling', async () => {
      const overflow = Buffer.alloc(32, 0xff);
      expect(await pin(stated(1, overflow), 'Xinghe')).to.equal('malformed');
      expect(await pin({ version: 1, publicKey: 'short', createdAt: now() }, 'Xinghe')).to.equal('malformed');
    });

    it('refuses a low-order point, with which nothing can be sealed for its owner', async () => {
      expect(await pin(stated(1, Buffer.alloc(32)), 'Xinghe')).to.equal('malformed');
      expect(ring.pinned('Xinghe')).to.be.empty;
    });

    it('pairs every own version with every pinned one, the newest first', async () => {
      await ring.own.add();
      ring.ownKeysChanged();
      await pin(stated(1, theirs), 'Xinghe');
      await pin(stated(2, newKeyPair().publicKey), 'Xinghe');
      const pairs = ring
        .candidates('Xinghe')
        .map(({ ownVersion, theirVersion }) => [ownVersion, theirVersion]);
      expect(pairs).to.deep.equal([
        [2, 2],
        [2, 1],
        [1, 2],
        [1, 1],
      ]);
    });

    it('is kept across a restart', async () => {
      await pin(stated(1, theirs), 'Xinghe');
      const again = new KeyRing(ring.own, await store.read('pinned-key.list', null));
      expect(again.candidates('Xinghe')).to.have.length(1);
    });
  });
});
