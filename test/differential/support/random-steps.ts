// SPDX-License-Identifier: Apache-2.0
import {
  canonical,
  implicitCollection,
  type JsonValue,
  type MembershipChange,
} from '@chainshare/chaincode/model';
import type { Random } from '../../support/random.js';
import { admissions } from '../../unit/chaincode/support/admissions.js';
import { listOf, newPublication } from '../../unit/chaincode/support/publications.js';
import { ORGANISATIONS, type Step } from './step.js';

/** Few of each, so that transactions of one block meet: conflicts, phantoms, second publications, late votes. */
const KEYS = 9;
const PUBLICATIONS = 60;
const PROPOSALS = 40;

type Call = Pick<Step, 'call' | 'args'> & Partial<Step>;

/** Draws calls of the agreed chaincode and of one that touches every part of a ledger. */
export class RandomSteps {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** A call that is endorsed, ordered and validated. */
  submitted(): Step {
    const mspId = this.#one(ORGANISATIONS);
    const draw = this.#random.between(0, 99);
    if (draw < 20) return this.#publishing(mspId);
    if (draw < 28) return this.#voting(mspId);
    return this.#step(mspId, draw < 60 ? this.#publicWrite() : this.#anyWrite(mspId));
  }

  /** A call that one peer evaluates. */
  evaluated(): Step {
    const mspId = this.#one(ORGANISATIONS);
    const reads: readonly (() => Call)[] = [
      () => ({ call: 'basic:get', args: [this.#key()] }),
      () => ({ call: 'basic:range', args: ['k', this.#one(['l', this.#key()])] }),
      () => ({ call: 'basic:page', args: ['k', 'l', String(this.#random.between(1, 4)), ''] }),
      () => ({ call: 'basic:history', args: [this.#key()] }),
      () => ({ call: 'basic:getVP', args: [this.#key()] }),
      () => ({ call: 'basic:listComposite', args: ['c', JSON.stringify([this.#one(['a', 'b'])])] }),
      () => ({ call: 'basic:getPrivate', args: [this.#collection(), this.#key()] }),
      () => ({ call: 'basic:getPrivateHash', args: [this.#collection(), this.#key()] }),
      () => ({ call: 'basic:privateRange', args: [this.#collection(), 'k', 'l'] }),
      () => ({ call: 'basic:whoami', args: [] }),
      () => ({ call: 'Records:Verify', args: this.#named(), chaincode: 'records' }),
      () => ({ call: 'Records:ReadPublication', args: this.#named(), chaincode: 'records' }),
      () => ({
        call: 'Records:ReadSealed',
        args: [JSON.stringify([this.#named()[1]])],
        chaincode: 'records',
      }),
      () => ({ call: 'Members:ListMembers', args: [''], chaincode: 'registers' }),
      () => ({ call: 'Members:ReadProposal', args: [this.#proposal()], chaincode: 'registers' }),
    ];
    return this.#step(mspId, {
      endorsers: [this.#one([mspId, this.#one(ORGANISATIONS)])],
      ...this.#one(reads)(),
    });
  }

  #publishing(mspId: string): Step {
    const publisher = this.#random.between(0, 9) === 0 ? this.#one(ORGANISATIONS) : mspId;
    const list = Array.from({ length: this.#random.between(1, 3) }, () => this.#publication(publisher));
    const [first] = list;
    const call = this.#one(['Publish', 'Publish', 'Publish', 'Restore', 'Purge']);
    const { list: text, transient } = listOf(...list);
    const args = call === 'Purge' ? [first?.text ?? ''] : [text];
    const named: Call = {
      call: `Records:${call}`,
      args,
      chaincode: 'records',
      endorsers: [this.#endorser(mspId)],
    };
    return this.#step(mspId, call === 'Purge' ? named : { ...named, transient });
  }

  #voting(mspId: string): Step {
    const change: MembershipChange = { type: 'admit', member: admissions.Hechuan };
    const call: Call =
      this.#random.between(0, 2) === 0
        ? { call: 'Members:Propose', args: [canonical(change as unknown as JsonValue), ''] }
        : { call: 'Members:Vote', args: [this.#proposal(), String(this.#random.between(0, 3) > 0), ''] };
    return this.#step(mspId, { ...call, chaincode: 'registers', role: 'admin', endorsers: this.#several() });
  }

  #publicWrite(): Call {
    const key = this.#key();
    return this.#one([
      { call: 'basic:put', args: [key, this.#value()] },
      { call: 'basic:inc', args: [key] },
      { call: 'basic:del', args: [key] },
      { call: 'basic:putEmpty', args: [key] },
      { call: 'basic:readYourWrites', args: [key, this.#value()] },
      { call: 'basic:rangePut', args: ['k', 'l', this.#key()] },
      { call: 'basic:rangeFirst', args: [key, 'l', this.#key()] },
      { call: 'basic:putComposite', args: ['c', JSON.stringify([this.#one(['a', 'b']), key])] },
      { call: 'basic:putMany', args: [`${key}-`, String(this.#random.between(1, 4))] },
      { call: 'basic:event', args: ['told', this.#value(), this.#one(['', key])] },
    ]);
  }

  #anyWrite(mspId: string): Call {
    const key = this.#key();
    const own = implicitCollection(mspId);
    const collection = this.#one([own, own, own, this.#collection()]);
    const transient = { value: Buffer.from(this.#value()) };
    return this.#one<Call>([
      { call: 'basic:putPrivate', args: [collection, key], transient },
      { call: 'basic:putPrivate', args: [collection, key], transient },
      { call: 'basic:incPrivate', args: [own, key], endorsers: [mspId] },
      { call: 'basic:delPrivate', args: [collection, key] },
      { call: 'basic:purgePrivate', args: [collection, key] },
      { call: 'basic:privRangeThenPut', args: [own], endorsers: [mspId] },
      { call: 'basic:pageThenPut', args: ['k', 'l'] },
      { call: 'basic:setVP', args: [this.#lockable(), this.#one(ORGANISATIONS)] },
      { call: 'basic:putVP', args: [this.#lockable(), this.#value(), this.#one(ORGANISATIONS)] },
      { call: 'basic:mspBranch', args: [key] },
      { call: 'basic:fail', args: [this.#value()], endorsers: [mspId] },
      { call: 'basic:richQuery', args: ['{"selector":{}}'], endorsers: [mspId] },
      { call: 'basic:nothing', args: [], endorsers: [mspId] },
      { call: 'Records:Nothing', args: [], endorsers: [mspId] },
    ]);
  }

  #step(mspId: string, { endorsers, ...call }: Call): Step {
    const chaincode = this.#one(['records', 'records', 'registers'] as const);
    const asked = endorsers ?? (this.#random.between(0, 2) > 0 ? [mspId] : this.#several());
    return { mspId, role: 'gateway', chaincode, endorsers: asked, ...call };
  }

  #publication(publisher: string) {
    const number = this.#random.between(0, PUBLICATIONS);
    return newPublication({ publisher, seed: `${number}`, inline: number % 5 === 0, open: number % 7 === 0 });
  }

  #named(): [publisher: string, id: string] {
    const publisher = this.#one(ORGANISATIONS);
    return [publisher, this.#publication(publisher).id];
  }

  #endorser(mspId: string): string {
    return this.#random.between(0, 9) === 0 ? this.#one(ORGANISATIONS) : mspId;
  }

  /** Mostly a majority, at times one alone, which fails the policy of the registers. */
  #several(): readonly string[] {
    const asked = ORGANISATIONS.filter(() => this.#random.between(0, 3) > 0);
    return asked.length > 0 ? asked : ORGANISATIONS;
  }

  #one<T>(choices: readonly T[]): T {
    return choices[this.#random.between(0, choices.length - 1)] as T;
  }

  #key = (): string => `k${this.#random.between(0, KEYS)}`;
  /** Only some keys get a policy of their own: it would keep most writers from ever meeting on them. */
  #lockable = (): string => `k${this.#random.between(KEYS - 2, KEYS)}`;
  #value = (): string => `v${this.#random.between(0, 999)}`;
  #proposal = (): string => `@${this.#random.between(0, PROPOSALS)}`;
  #collection = (): string => implicitCollection(this.#one(ORGANISATIONS));
}
