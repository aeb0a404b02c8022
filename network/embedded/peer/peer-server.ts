// SPDX-License-Identifier: Apache-2.0
import {
  Server,
  ServerCredentials,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { GRPC_MESSAGE_BYTES_MAX } from '../limits.js';
import type { OrganisationOptions } from '../options.js';

/** A service and its handlers. */
export type Service = readonly [definition: ServiceDefinition, handlers: UntypedServiceImplementation];

/** A running gRPC server on the loopback interface. */
export interface PeerServer {
  readonly port: number;
  /** Ends all calls and frees the port. */
  stop(): void;
}

/**
 * Serves on 127.0.0.1.
 * @param port 0 takes a free one.
 * @throws Error when the port is taken.
 */
export async function startServer(
  port: number,
  tls: OrganisationOptions['tls'],
  services: readonly Service[],
): Promise<PeerServer> {
  const server = new Server({
    'grpc.max_receive_message_length': GRPC_MESSAGE_BYTES_MAX,
    'grpc.max_send_message_length': GRPC_MESSAGE_BYTES_MAX,
  });
  for (const [definition, handlers] of services) server.addService(definition, handlers);
  const credentials = tls
    ? ServerCredentials.createSsl(null, [
        { cert_chain: Buffer.from(tls.cert), private_key: Buffer.from(tls.key) },
      ])
    : ServerCredentials.createInsecure();
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, credentials, (error, actual) => {
      if (error) reject(error);
      else resolve(actual);
    });
  });
  return {
    port: bound,
    stop: () => {
      server.forceShutdown();
    },
  };
}
