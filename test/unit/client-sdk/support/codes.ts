// SPDX-License-Identifier: Apache-2.0
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
