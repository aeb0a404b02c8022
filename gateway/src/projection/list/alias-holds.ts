// SPDX-License-Identifier: Apache-2.0
import { currentAsOf } from './current-as-of.js';

/**
 * SQL that joins an alias `a` to the record `r` that says so, and holds where that record counts: current as of the
 * block of the list, and its grant neither ended nor expired now.
 */
export const aliasHolds = `CROSS JOIN record r ON r.n = a.record CROSS JOIN publication p ON p.n = r.n / 65536
  WHERE r.shown <= @asOfBlock AND p.ended_at IS NULL AND (p.until = 0 OR p.until > @nowSeconds)
    AND ${currentAsOf}`;
