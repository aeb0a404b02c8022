// SPDX-License-Identifier: Apache-2.0
import { Records } from '@chainshare/chaincode/internal/contracts/records.js';
import type { SealedAnswer } from '@chainshare/chaincode/model';
import { expect } from 'chai';
import type { Context } from 'fabric-contract-api';
import { newCertificate, type Certificate } from './certificates.js';
import { FakeLedger, type Call, type Outcome } from './fake-ledger.js';
import { listOf, type Publication } from './publications.js';

/** Collection of the enterprise that publishes in these tests. */
export const collection = '_implicit_org_Xinghe';

/** The contract Records on a ledger of two enterprises: Xinghe publishes, Qiming reads. */
export class RecordsOnLedger {
  readonly contract = new Records();
  readonly ledger = new FakeLedger(['Xinghe', 'Qiming']);
  readonly xinghe: Certificate;
  readonly qiming: Certificate;

  private constructor(xinghe: Certificate, qiming: Certificate) {
    this.xinghe = xinghe;
    this.qiming = qiming;
  }

  static async new(): Promise<RecordsOnLedger> {
    return new RecordsOnLedger(
      await newCertificate('Xinghe', 'OU=client'),
      await newCertificate('Qiming', 'OU=client'),
    );
  }

  async run<Result>(
    transaction: (ctx: Context) => Promise<Result>,
    call: Partial<Call> = {},
  ): Promise<Outcome<Result>> {
    return this.ledger.run({ caller: this.xinghe, chaincode: 'records', ...call }, async (ctx) => {
      await this.contract.beforeTransaction(ctx);
      return transaction(ctx);
    });
  }

  async publish(...publications: readonly Publication[]): Promise<Outcome<string>> {
    const { list, transient } = listOf(...publications);
    return this.run((ctx) => this.contract.Publish(ctx, list), { transient });
  }

  async restore(...publications: readonly Publication[]): Promise<Outcome<string>> {
    const { list, transient } = listOf(...publications);
    return this.run((ctx) => this.contract.Restore(ctx, list), { transient });
  }

  async purge(publication: Publication, call: Partial<Call> = {}): Promise<Outcome<void>> {
    return this.run((ctx) => this.contract.Purge(ctx, publication.text), call);
  }

  async verify({ envelope, id }: Publication, publisher = envelope.p): Promise<string> {
    const outcome = await this.run((ctx) => this.contract.Verify(ctx, publisher, id), {
      caller: this.qiming,
    });
    expect(outcome.writes).to.deep.equal([]);
    return outcome.result;
  }

  async readSealed(...ids: readonly string[]): Promise<SealedAnswer> {
    const question = JSON.stringify(ids);
    const call = { caller: this.qiming, peer: 'Xinghe' };
    const outcome = await this.run((ctx) => this.contract.ReadSealed(ctx, question), call);
    return JSON.parse(outcome.result) as SealedAnswer;
  }
}
