// SPDX-License-Identifier: Apache-2.0
import type { Context } from 'fabric-contract-api';
import { LedgerError } from '../model/errors.js';
import { isAdminCertificate } from '../model/members/admin-certificate.js';

/**
 * The enterprise that asks, when it asks its own peer.
 *
 * Whatever writes the implicit collection must pass here first: otherwise a stranger could have a peer say
 * something in the name of the peer's owner.
 *
 * @returns its MSP ID
 * @throws {@link LedgerError} ACCESS_DENIED
 */
export function assertOwnPeer(ctx: Context): string {
  const caller = ctx.clientIdentity.getMSPID();
  if (caller !== ctx.stub.getMspID()) {
    throw new LedgerError('ACCESS_DENIED', 'an enterprise speaks only through its own peer', { caller });
  }
  return caller;
}

/**
 * The enterprise whose administrator asks.
 *
 * @returns its MSP ID
 * @throws {@link LedgerError} ACCESS_DENIED when the certificate is not one of an administrator
 */
export function assertAdmin(ctx: Context): string {
  const caller = ctx.clientIdentity.getMSPID();
  if (!isAdminCertificate(ctx.clientIdentity.getIDBytes())) {
    throw new LedgerError('ACCESS_DENIED', 'this needs a certificate of an administrator', { caller });
  }
  return caller;
}
