// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { GatewayError } from '@chainshare/gateway/internal/errors.js';
import { assertScope, coversScope } from '@chainshare/gateway/internal/scopes.js';

describe('scopes', () => {
  const cases: readonly (readonly [granted: string, wanted: string, covered: boolean])[] = [
    ['read:inventory', 'read:inventory', true],
    ['read:*', 'read:inventory', true],
    ['admin', 'write:policies', true],
    ['publish:forecast read:*', 'read:members', true],
    ['read:inventory', 'read:*', false],
    ['read:inventory', 'read:forecast', false],
    ['read:inv', 'read:inventory', false],
    ['read:*', 'publish:inventory', false],
    ['*', 'read:inventory', false],
    ['*:*', 'read:inventory', false],
    ['administrator', 'read:inventory', false],
    ['', 'read:inventory', false],
    ['read:forecast', 'read:{kind}', true],
    ['read:*', 'read:{kind}', true],
    ['read:', 'read:{kind}', false],
    ['read', 'read:{kind}', false],
    ['publish:forecast', 'read:{kind}', false],
  ];
  for (const [granted, wanted, covered] of cases) {
    it(`"${granted}" ${covered ? 'cover' : 'do not cover'} ${wanted}`, () => {
      expect(coversScope(granted.split(' '), wanted)).to.equal(covered);
    });
  }

  it('need one of several, and none where none is wanted', () => {
    expect(() => {
      assertScope(['read:imports'], 'publish:{kind}', 'read:imports');
    }).to.not.throw();
    expect(() => {
      assertScope([]);
    }).to.not.throw();
    expect(() => {
      assertScope(['read:a'], 'write:a', 'write:b');
    })
      .to.throw(GatewayError)
      .with.nested.property('details.facts.scope', 'write:a | write:b');
  });
});
