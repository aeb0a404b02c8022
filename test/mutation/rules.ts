// SPDX-License-Identifier: Apache-2.0

/** A rule of the product, where its code stands once it is built, and the tests that guard it. */
export interface Rule {
  readonly name: string;
  /** Compiled file; only this one is changed. */
  readonly file: string;
  /** The rule as it stands there, exactly once. */
  readonly find: string;
  /** The same code without the rule. */
  readonly replace: string;
  /** Compiled test below test/out that must fail without the rule. */
  readonly guards: string;
}

/** Rules whose loss would let somebody read, forge or lose something. */
export const RULES: readonly Rule[] = [
  {
    name: 'an enterprise speaks only through its own peer',
    file: 'chaincode/out/ledger/caller.js',
    find: 'if (caller !== ctx.stub.getMspID()) {',
    replace: 'if (false) {',
    guards: 'unit/chaincode/contracts/records.test.js',
  },
  {
    name: 'what was purged stays purged',
    file: 'chaincode/out/model/publication-rules.js',
    find: 'if (purged.length === 0)',
    replace: 'if (true)',
    guards: 'unit/chaincode/contracts/records.test.js',
  },
  {
    name: 'no publication stands twice in a list',
    file: 'chaincode/out/model/publish-list.js',
    find: "throw new errors_js_1.LedgerError('TWICE_IN_LIST', 'a publication stands twice in the list', { id });",
    replace: '',
    guards: 'unit/chaincode/model/publish-list.test.js',
  },
  {
    name: 'the header and section roots lead to the root',
    file: 'gateway/out/sealing/open.js',
    find: 'if (!publicationRoot(salt, box.headerText, box.roots).equals(r)) {',
    replace: 'if (false) {',
    guards: 'unit/gateway/sealing/refused.test.js',
  },
  {
    name: 'the values of a section lead to its root',
    file: 'gateway/out/sealing/open.js',
    find: 'if (!treeRoot(recordHashes(texts, salts)).equals(place.root)) {',
    replace: 'if (false) {',
    guards: 'unit/gateway/sealing/refused.test.js',
  },
  {
    name: 'block rule: the same transaction commits the sealed bytes in the own collection',
    file: 'gateway/out/ledger/block-rule.js',
    find: 'if (valueHash === undefined || !parsed.fields.s.equals(valueHash))',
    replace: 'if (false)',
    guards: 'unit/gateway/ledger/block-parser.test.js',
  },
  {
    name: 'block rule: an envelope is what its id names',
    file: 'gateway/out/ledger/block-rule.js',
    find: 'if (publicationId(value) !== named.id)',
    replace: 'if (false)',
    guards: 'unit/gateway/ledger/block-parser.test.js',
  },
  {
    name: "policies: nobody receives another customer's row",
    file: 'gateway/out/policy/matching.js',
    find: '&& !policy.exclusive && isReserved(subject, situation)',
    replace: '&& false',
    guards: 'unit/gateway/policy/evaluate.test.js',
  },
  {
    name: 'policies: a withdrawn validity ends what a policy grants',
    file: 'gateway/out/policy/matching.js',
    find: "if (policy.validUntil !== null && now >= policy.validUntil)\n        return 'no-longer-valid';",
    replace: '',
    guards: 'unit/gateway/policy/evaluate.test.js',
  },
  {
    name: 'grouping: records of different audiences never share a publication',
    file: 'gateway/out/policy/disclosure.js',
    find: 'return JSON.stringify([audience, readers, onward]);',
    replace: 'return JSON.stringify([audience, onward]);',
    guards: 'unit/gateway/publish/publish.test.js',
  },
  {
    name: 'projection: only the publisher of a record supersedes it by a tag',
    file: 'gateway/out/projection/follow.js',
    find: 'WHERE f.tag = ? AND p.publisher = ? AND p.n < ?',
    replace: 'WHERE f.tag = ? AND ? IS NOT NULL AND p.n < ?',
    guards: 'unit/gateway/projection/superseded.test.js',
  },
  {
    name: 'projection: a record of the future is not current yet',
    file: 'gateway/out/projection/current.js',
    find: 'superseded_reason IS NULL AND waiting = 0',
    replace: 'superseded_reason IS NULL',
    guards: 'unit/gateway/projection/current.test.js',
  },
];
