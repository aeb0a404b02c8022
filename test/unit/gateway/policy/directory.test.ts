// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { newDirectory } from '@chainshare/gateway/internal/policy/directory.js';
import { directory, members } from './network.js';

describe('directory', () => {
  const named: readonly (readonly [string, string])[] = [
    ['Xinghe', 'Xinghe'],
    ['9520003000001', 'Xinghe'],
    ['91990000MA3000037K', 'Xinghe'],
    ['https://id.gs1.org/417/9520003000001', 'Xinghe'],
    ['(417)9520003000001', 'Xinghe'],
    ['Alt', 'Alt'],
  ];
  for (const [text, id] of named) {
    it(`knows ${text} as ${id}`, () => {
      expect(directory.party(text)).to.deep.equal({ is: 'member', id });
    });
  }

  for (const text of ['urn:example:stranger', '9520099000008', '91990000MA9000097Y']) {
    it(`tells the id ${text} from a typing error`, () => {
      expect(directory.party(text)).to.deep.equal({ is: 'outsider', id: text });
    });
  }

  for (const text of ['Xinghee', '9520003000002', '12345']) {
    it(`takes ${text} for nobody`, () => {
      expect(directory.party(text)).to.deep.equal({ is: 'unknown' });
    });
  }

  it('lists active members by id, whatever the order of the register', () => {
    const reversed = newDirectory([...members].reverse());
    expect(reversed.active.map(({ id }) => id)).to.deep.equal(directory.active.map(({ id }) => id));
    expect(reversed.active.map(({ id }) => id)).to.not.include('Alt');
  });

  it('takes the newest key', () => {
    const keys = [2, 10, 9].map((version) => ({ version, publicKey: String(version) }));
    const one = newDirectory([{ id: 'A', status: 'active', roles: [], keys }]);
    expect(one.newestKey('A')?.version).to.equal(10);
    expect(one.newestKey('B')).to.equal(undefined);
  });
});
