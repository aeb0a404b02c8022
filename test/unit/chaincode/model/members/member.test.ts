// SPDX-License-Identifier: Apache-2.0
import {
  canonical,
  checkIdentifiersFree,
  parseFoundingList,
  parseMembershipChange,
  readBallot,
  type Admission,
  type JsonValue,
} from '@chainshare/chaincode/model';
import { expect } from 'chai';
import { admissions } from '../../support/admissions.js';
import { refusalOf } from '../../support/refusals.js';

const { Guyu, Qiming, Xinghe, Hechuan } = admissions;

const admit = (change: object): string =>
  refusalOf(() =>
    parseMembershipChange(
      canonical({ type: 'admit', member: { ...Guyu, ...change } } as unknown as JsonValue),
    ),
  );
const change = (value: object): string =>
  refusalOf(() => parseMembershipChange(canonical(value as JsonValue)));

function without(name: keyof Admission, admission: Admission): Admission {
  return Object.fromEntries(
    Object.entries(admission).filter(([key]) => key !== name),
  ) as unknown as Admission;
}

describe('admission', () => {
  const withoutNumber = without('uscc', Guyu);

  it('needs a unified social credit code or an LEI', () => {
    const abroad = { ...withoutNumber, lei: '9845009520001CHAIN33' };
    expect(change({ type: 'admit', member: withoutNumber })).to.equal('INVALID_REQUEST at /member');
    expect(change({ type: 'admit', member: abroad })).to.equal('accepted');
  });

  const refused: readonly (readonly [string, object, string])[] = [
    ['an id that is no MSP ID', { id: 'Gu yu' }, 'INVALID_REQUEST at /member/id'],
    ['no name', { names: {} }, 'INVALID_REQUEST at /member/names'],
    ['a name with outer blanks', { names: { zh: ' 谷雨' } }, 'INVALID_REQUEST at /member/names/zh'],
    ['a name with control characters', { names: { en: 'Gu\tyu' } }, 'INVALID_REQUEST at /member/names/en'],
    ['a name in another language', { names: { fr: 'x' } }, 'INVALID_REQUEST at /member/names/fr'],
    ['no role', { roles: [] }, 'INVALID_REQUEST at /member/roles'],
    ['roles that are no list', { roles: 'core' }, 'INVALID_REQUEST at /member/roles'],
    ['a role that is not known', { roles: ['owner'] }, 'INVALID_REQUEST at /member/roles/0'],
    ['a role given twice', { roles: ['core', 'core'] }, 'INVALID_REQUEST at /member/roles/1'],
    ['a GLN with a wrong check digit', { gln: '9520008000007' }, 'INVALID_IDENTIFIER at /member/gln'],
    ['a number that is no text', { gln: 9_520_008 }, 'INVALID_REQUEST at /member/gln'],
    ['a prefix with letters', { prefixes: ['952000X'] }, 'INVALID_REQUEST at /member/prefixes/0'],
    ['a prefix that is no text', { prefixes: [952_000] }, 'INVALID_REQUEST at /member/prefixes/0'],
    ['a scheme without name', { accreditations: [{}] }, 'INVALID_REQUEST at /member/accreditations/0/scheme'],
    [
      'an accreditation until no day',
      { accreditations: [{ scheme: 'a', until: '2026-02-30' }] },
      'NOT_INSTANT',
    ],
    ['a member that is not known', { phone: '1' }, 'INVALID_REQUEST at /member/phone'],
  ];
  for (const [what, fault, code] of refused) {
    it(`refuses ${what}`, () => {
      expect(admit(fault)).to.equal(code);
    });
  }

  it('accepts accreditations with number and last day', () => {
    expect(
      admit({ accreditations: [{ scheme: 'organic', number: 'CNCA-1', until: '2028-12-31' }] }),
    ).to.equal('accepted');
  });
});

describe('founding list', () => {
  const found = (...list: readonly Admission[]): string =>
    refusalOf(() => parseFoundingList(canonical(list as unknown as JsonValue)));

  it('ascends by id, so that equal lists are equal texts', () => {
    expect(found(Guyu, Qiming, Xinghe)).to.equal('accepted');
    expect(found(Qiming, Guyu)).to.equal('INVALID_REQUEST at /1/id');
    expect(found(Guyu, { ...Qiming, id: 'Guyu' })).to.equal('INVALID_REQUEST at /1/id');
    expect(found()).to.equal('INVALID_REQUEST');
  });
});

describe('identifiers', () => {
  const check = (candidate: object): string =>
    refusalOf(() => {
      checkIdentifiersFree({ ...Hechuan, ...candidate }, [Guyu, Qiming]);
    });

  it('belong to one enterprise only', () => {
    expect(check({})).to.equal('accepted');
    for (const taken of [
      { id: 'Guyu' },
      { uscc: Qiming.uscc },
      { gln: Guyu.gln },
      { prefixes: ['9520004'] },
    ]) {
      expect(check(taken), JSON.stringify(taken)).to.equal('IDENTIFIER_TAKEN');
    }
  });

  it('collide when one prefix begins with another', () => {
    expect(check({ prefixes: ['95200041'] })).to.equal('IDENTIFIER_TAKEN');
    expect(check({ prefixes: ['9520'] })).to.equal('IDENTIFIER_TAKEN');
    expect(check({ prefixes: ['9521'] })).to.equal('accepted');
  });

  it('do not collide where both have none', () => {
    const [candidate, other] = [without('gln', Hechuan), without('gln', Guyu)];
    expect(
      refusalOf(() => {
        checkIdentifiersFree(candidate, [other]);
      }),
    ).to.equal('accepted');
  });
});

describe('membership change', () => {
  const accepted: readonly object[] = [
    { type: 'admit', member: Hechuan, organisation: 'AAAA' },
    { type: 'roles', member: 'Guyu', roles: ['core'] },
    { type: 'accreditation', member: 'Guyu', accreditations: [] },
    { type: 'remove', member: 'Guyu' },
    { type: 'remove', member: 'Guyu', reason: 'merged' },
  ];
  for (const value of accepted) {
    it(`is read as it was written: ${JSON.stringify(value).slice(0, 50)}`, () => {
      expect(parseMembershipChange(canonical(value as JsonValue))).to.deep.equal(value);
    });
  }

  const refused: readonly (readonly [unknown, string])[] = [
    [null, 'INVALID_REQUEST at /type'],
    [{ type: 'expel', member: 'Guyu' }, 'INVALID_REQUEST at /type'],
    [{ type: 'remove' }, 'INVALID_REQUEST at /member'],
    [{ type: 'remove', member: 7 }, 'INVALID_REQUEST at /member'],
    [{ type: 'remove', member: 'Guyu', reason: '' }, 'INVALID_REQUEST at /reason'],
    [{ type: 'roles', member: 'Guyu', roles: ['core'], reason: 'x' }, 'INVALID_REQUEST at /reason'],
    [{ type: 'admit', member: 'Guyu' }, 'INVALID_REQUEST at /member'],
    [{ type: 'admit', member: Hechuan, organisation: 1 }, 'INVALID_REQUEST at /organisation'],
    [{ type: 'admit', member: Hechuan, organisation: 'A' }, 'NOT_BASE64URL at /organisation'],
    [
      { type: 'admit', member: Hechuan, organisation: 'A'.repeat(90_000) },
      'INVALID_REQUEST at /organisation',
    ],
  ];
  for (const [value, code] of refused) {
    it(`refuses ${JSON.stringify(value).slice(0, 60)}`, () => {
      expect(change(value as object)).to.equal(code);
    });
  }
});

describe('ballot', () => {
  it('is yes or no, with or without a signature', () => {
    expect(readBallot('true', '', 'now')).to.deep.equal({ yes: true, at: 'now' });
    expect(readBallot('false', 'AAAA', 'now')).to.deep.equal({
      yes: false,
      at: 'now',
      configSignature: 'AAAA',
    });
  });

  it('refuses other words and signatures of any size', () => {
    expect(refusalOf(() => readBallot('yes', '', ''))).to.equal('INVALID_REQUEST at /yes');
    expect(refusalOf(() => readBallot('true', '=', ''))).to.equal('NOT_BASE64URL at /configSignature');
    expect(refusalOf(() => readBallot('true', 'A'.repeat(12_000), ''))).to.equal(
      'INVALID_REQUEST at /configSignature',
    );
  });
});
