// SPDX-License-Identifier: Apache-2.0
import { common } from '../protos/index.js';
import { validationCodes } from './block.js';
import { readStoredAction, type Transaction } from './transaction.js';
import { Code } from './transaction.js';

/** The valid transactions of a stored block, as far as a peer needs them that catches up: nothing is judged again. */
export function storedTransactions(block: common.Block): Transaction[] {
  const codes = validationCodes(block);
  const envelopes = block.getData()?.getDataList_asU8() ?? [];
  return envelopes.flatMap((bytes, index) => {
    if (codes[index] !== Code.VALID) return [];
    const payload = common.Payload.deserializeBinary(
      common.Envelope.deserializeBinary(bytes).getPayload_asU8(),
    );
    const found = readStoredAction(payload);
    if (!found) return [];
    return [{ ...found, index, code: Code.VALID, seconds: 0, nanos: 0, config: undefined }];
  });
}
