// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { parseFoundingList } from '@chainshare/chaincode/model';
import { NetworkError } from '#network/fabric/network-error.js';
import { parseTopology } from '#network/fabric/topology.js';
import { firstMembers, foundingList } from '#network/node/members.js';

const listOf = (organisations: string): string =>
  foundingList(
    firstMembers(
      parseTopology(
        `channel: chain
fabric: 3.1.1
orderers: [{ id: orderer0, organisation: Ordering, host: 127.0.0.1 }]
organisations: ${organisations}
`,
        'chain.yaml',
      ),
    ),
  );

describe('the first members of a topology', () => {
  it('are as the topology says, or as in the demonstration, ascending by id', () => {
    const members = parseFoundingList(
      listOf(
        '[{ id: Xinqiao }, { id: Newco, member: { names: { zh: 新企业 }, roles: [lab], uscc: 91990000MA4000047T } }]',
      ),
    );
    expect(members.map(({ id, names, roles }) => [id, names, roles])).to.deep.equal([
      ['Newco', { zh: '新企业' }, ['lab']],
      ['Xinqiao', { zh: '芯桥传感', en: 'Xinqiao Sensors' }, ['supplier']],
    ]);
  });

  const refused: readonly (readonly [string, string, RegExp])[] = [
    ['one without a number', '[{ id: Xinqiao }, { id: Newco }]', /Newco: INVALID_REQUEST: .* code or an LEI/],
    [
      'a number with a wrong check character',
      '[{ id: Newco, member: { uscc: 91990000MA40000470 } }]',
      /Newco: INVALID_IDENTIFIER/,
    ],
    [
      'a role that does not exist',
      '[{ id: Xinqiao, member: { roles: [king] } }]',
      /Xinqiao: INVALID_REQUEST/,
    ],
  ];
  for (const [what, organisations, reason] of refused) {
    it(`are refused before anything starts, by name: ${what}`, () => {
      expect(() => listOf(organisations))
        .to.throw(NetworkError, reason)
        .with.property('code', 'MEMBERS_REFUSED');
    });
  }
});
