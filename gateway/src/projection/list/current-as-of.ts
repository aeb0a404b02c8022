// SPDX-License-Identifier: Apache-2.0
/** SQL that holds for a span `c` of being current that lasted at the block of a list. */
export const lastedThen = 'c.since_block <= @asOfBlock AND c.until_block > @asOfBlock';

/** SQL that holds for a record `r` that was current as of the block of a list. */
export const currentAsOf = `(r.current_since <= @asOfBlock
    OR EXISTS (SELECT 1 FROM past_current c WHERE c.record = r.n AND ${lastedThen}))`;
