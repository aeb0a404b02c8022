// SPDX-License-Identifier: Apache-2.0
import { Metadata, status, type ServiceError, type StatusObject } from '@grpc/grpc-js';
import { Any, encode, gateway, google } from '../protos/index.js';

/** What one peer had to say about a failed call. */
export interface PeerDetail {
  readonly address: string;
  readonly mspId: string;
  readonly message: string;
}

/** A failure that the client sees as a gRPC status with details per peer. */
export class RpcError extends Error {
  readonly code: status;
  readonly details: readonly PeerDetail[];

  constructor(code: status, message: string, details: readonly PeerDetail[] = []) {
    super(message);
    this.name = 'RpcError';
    this.code = code;
    this.details = details;
  }
}

/** The gRPC form of a failure; details travel in the trailer that gRPC reserves for them. */
export function toStatus(error: unknown): Partial<StatusObject> & Pick<ServiceError, 'code' | 'details'> {
  if (!(error instanceof RpcError)) return { code: status.UNKNOWN, details: (error as Error).message };
  const metadata = new Metadata();
  if (error.details.length > 0) metadata.set('grpc-status-details-bin', encode(richStatus(error)));
  return { code: error.code, details: error.message, metadata };
}

function richStatus(error: RpcError): google.rpc.Status {
  const rich = new google.rpc.Status();
  rich.setCode(error.code);
  rich.setMessage(error.message);
  rich.setDetailsList(
    error.details.map(({ address, mspId, message }) => {
      const detail = new gateway.ErrorDetail();
      detail.setAddress(address);
      detail.setMspId(mspId);
      detail.setMessage(message);
      const any = new Any();
      any.setTypeUrl('type.googleapis.com/gateway.ErrorDetail');
      any.setValue(encode(detail));
      return any;
    }),
  );
  return rich;
}
