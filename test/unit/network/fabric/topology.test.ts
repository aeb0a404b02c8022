// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { expect } from 'chai';
import { NetworkError } from '#network/fabric/network-error.js';
import { parseTopology, readTopology } from '#network/fabric/topology.js';
import { root } from '../../project/sources.js';

const GOOD = `channel: chain
fabric: 3.1.1
orderers:
  - { id: orderer0, organisation: Ordering, host: 127.0.0.1 }
organisations:
  - { id: Xinqiao }
  - { id: Xinghe, peers: 2 }
`;

/** What is wrong with a topology, as the error says it. */
function faultOf(text: string): string {
  try {
    parseTopology(text, 'chain.yaml');
  } catch (error) {
    if (error instanceof NetworkError && error.code === 'TOPOLOGY_INVALID') return error.message;
    throw error;
  }
  throw new Error('the topology was taken');
}

describe('a topology', () => {
  it('has one peer per organisation, blocks of 200 ms and 500 transactions unless it says otherwise', () => {
    const topology = parseTopology(GOOD, 'chain.yaml');
    expect(topology.organisations.map(({ id, peers }) => [id, peers])).to.deep.equal([
      ['Xinqiao', 1],
      ['Xinghe', 2],
    ]);
    expect(topology.block).to.deep.equal({ timeout: '200ms', maxMessages: 500 });
  });

  it('names certificates of outside authorities beside its own file', () => {
    const topology = parseTopology(`${GOOD}certificates: { dir: given }\n`, '/etc/chain/chain.yaml');
    expect(topology.certificates).to.deep.equal({ dir: '/etc/chain/given' });
    expect(parseTopology(`${GOOD}certificates: own\n`, 'chain.yaml')).to.not.have.property('certificates');
  });

  it('is read from the file of the demonstration', () => {
    const topology = readTopology(path.join(root, 'network/fabric/topologies/demo.yaml'));
    expect(topology.organisations).to.have.length(9);
  });

  const wrong: readonly (readonly [string, string, string])[] = [
    [
      'an unknown key',
      GOOD.replace('{ id: Xinqiao }', '{ id: Xinqiao, peer: 2 }'),
      'chain.yaml:6: organisations.0 has the unknown key "peer"',
    ],
    [
      'an unknown key of its own',
      `${GOOD}chanel: x\n`,
      'chain.yaml:8: the file has the unknown key "chanel"',
    ],
    [
      'a wrong value',
      GOOD.replace('peers: 2', 'peers: 0'),
      'chain.yaml:7: organisations.1.peers must be >= 1',
    ],
    [
      'an id that Fabric does not take',
      GOOD.replace('Xinqiao', 'Xin qiao'),
      'chain.yaml:6: organisations.0.id must match pattern',
    ],
    [
      'certificates from nowhere',
      `${GOOD}certificates: { of: [Xinghe] }\n`,
      "chain.yaml:8: certificates must have required property 'dir'",
    ],
    [
      'certificates of nobody',
      `${GOOD}certificates: { dir: given, of: [Xinghe, Guyu] }\n`,
      'chain.yaml:8: there is no organisation Guyu',
    ],
    [
      'a word on certificates that has no meaning',
      `${GOOD}certificates: others\n`,
      'chain.yaml:8: certificates must match pattern',
    ],
    ['broken YAML', GOOD.replace('{ id: Xinqiao }', '{ id: Xinqiao'), 'chain.yaml:7: '],
    ['one name twice', GOOD.replace('Xinghe', 'Xinqiao'), 'chain.yaml:7: the name Xinqiao stands twice'],
  ];
  for (const [what, text, message] of wrong) {
    it(`is refused with file and line: ${what}`, () => {
      expect(faultOf(text)).to.contain(message);
    });
  }

  it('lists all of its faults at once', () => {
    expect(faultOf(GOOD.replace('peers: 2', 'peers: 0').replace('3.1.1', 'new')).split('\n')).to.have.length(
      3,
    );
  });

  it('says so when there is no such file', () => {
    expect(() => readTopology('/nowhere/chain.yaml')).to.throw(
      NetworkError,
      '/nowhere/chain.yaml cannot be read',
    );
  });
});
