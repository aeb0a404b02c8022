// SPDX-License-Identifier: Apache-2.0
import { decodeBase64url } from '../base64url.js';
import { configSignatureBytesMax } from '../limits.js';
import { invalid, wordOf } from '../shape.js';
import type { Vote } from './proposal.js';

/**
 * Reads the arguments of a vote.
 *
 * @param yes - `true` or `false`
 * @param configSignature - base64url, or empty when the voter signs nothing
 * @throws LedgerError INVALID_REQUEST or NOT_BASE64URL
 */
export function readBallot(yes: string, configSignature: string, at: string): Vote {
  const vote = { yes: wordOf(yes, ['true', 'false'], '/yes') === 'true', at };
  if (configSignature === '') return vote;
  if (decodeBase64url(configSignature, '/configSignature').length > configSignatureBytesMax) {
    throw invalid(`a signature must be at most ${configSignatureBytesMax} bytes`, '/configSignature');
  }
  return { ...vote, configSignature };
}
