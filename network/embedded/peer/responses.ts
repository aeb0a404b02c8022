// SPDX-License-Identifier: Apache-2.0
import { peer } from '../protos/index.js';

/** A response with status 200. */
export function success(payload: Uint8Array): peer.Response {
  const response = new peer.Response();
  response.setStatus(200);
  response.setPayload(payload);
  return response;
}

/** A response with status 500. */
export function failure(message: string): peer.Response {
  const response = new peer.Response();
  response.setStatus(500);
  response.setMessage(message);
  return response;
}
