// SPDX-License-Identifier: Apache-2.0
import { ChainShareError } from '@chainshare/client';
import { VerificationError, type VerificationCode } from '@chainshare/client/verify';

/** The code with which something was not believed; undefined when it was. Anything but a typed error is a failure. */
export function codeOf(verify: () => unknown): VerificationCode | undefined {
  try {
    verify();
    return undefined;
  } catch (error) {
    if (error instanceof VerificationError) return error.code;
    throw error;
  }
}

/** Runs a call that must fail, and gives its error. */
export async function failureOf(call: Promise<unknown>): Promise<ChainShareError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ChainShareError) return error;
    throw error;
  }
  throw new Error('the call did not fail');
}
