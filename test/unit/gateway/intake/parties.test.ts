// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { JsonObject } from '@chainshare/chaincode/model';
import { withEventParties } from '@chainshare/gateway/internal/intake/event-parties.js';
import { resolveParties } from '@chainshare/gateway/internal/intake/parties.js';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { directory } from '../policy/network.js';

const XINGHE_GLN = '9520003000001';

describe('parties of a record', () => {
  const resolved = (kind: string, values: JsonObject) =>
    resolveParties(values, catalogue.kind(kind), directory);
  const faultsOf = (kind: string, values: JsonObject) =>
    resolved(kind, values).faults.map(({ pointer, code }) => `${pointer} ${code}`);

  it('are resolved however deep they stand, and what else stands there is left alone', () => {
    const delivery = {
      shipper: 'Xinqiao',
      consignee: XINGHE_GLN,
      order: { buyer: XINGHE_GLN, orderId: XINGHE_GLN },
    };
    expect(resolved('delivery', delivery).values).to.deep.equal({
      ...{ shipper: 'Xinqiao', consignee: 'Xinghe' },
      order: { buyer: 'Xinghe', orderId: XINGHE_GLN },
    });
    const shares = [
      { party: XINGHE_GLN, share: '40' },
      { party: 'Xinqiao', share: '60' },
    ];
    expect(resolved('notice', { costShares: shares }).values).to.deep.equal({
      costShares: [
        { party: 'Xinghe', share: '40' },
        { party: 'Xinqiao', share: '60' },
      ],
    });
  });

  it('that are nobody are refused at their place, outsiders are warned of', () => {
    const order = { buyer: 'Nobody', orderId: '1' };
    expect(faultsOf('delivery', { shipper: 'Nobody', order })).to.have.members([
      '/shipper UNKNOWN_PARTY',
      '/order/buyer UNKNOWN_PARTY',
    ]);
    expect(faultsOf('agreement', { parties: ['Xinghe', 'Nobody'] })).to.deep.equal([
      '/parties/1 UNKNOWN_PARTY',
    ]);
    const ip = [{ right: 'patent', shares: [{ party: 'Nobody', percent: '100' }] }];
    expect(faultsOf('agreement', { ip })).to.deep.equal(['/ip/0/shares/0/party UNKNOWN_PARTY']);
    const { faults, warnings } = resolved('delivery', {
      order: { buyer: 'urn:example:stranger', orderId: '1' },
    });
    expect(faults).to.deep.equal([]);
    expect(warnings.map(({ pointer, code }) => `${pointer} ${code}`)).to.deep.equal([
      '/order/buyer NOT_A_MEMBER',
    ]);
  });

  it('of an event are the members that its sources and destinations name, in any form of GS1', () => {
    const pgln = `urn:epc:id:pgln:9520003.00000`;
    const sourceList = [{ type: 'owning_party', source: pgln }];
    const destinationList = [
      { type: 'owning_party', destination: `https://id.gs1.org/417/${XINGHE_GLN}` },
      { type: 'possessing_party', destination: 'urn:example:stranger' },
    ];
    const event = withEventParties({ sourceList, destinationList }, 'Xinqiao', directory);
    expect(event).to.deep.equal({ sourceList, destinationList, parties: ['Xinghe'] });
    expect(withEventParties({ sourceList, parties: ['Xinghe'] }, 'Xinqiao', directory)).to.deep.equal({
      ...{ sourceList, parties: ['Xinghe'] },
    });
    const own = withEventParties({ destinationList }, 'Xinghe', directory);
    expect(own, 'the publisher').to.deep.equal({ destinationList });
    expect(withEventParties({ eventID: 'urn:x:1' }, 'Xinqiao', directory)).to.deep.equal({
      eventID: 'urn:x:1',
    });
  });
});
