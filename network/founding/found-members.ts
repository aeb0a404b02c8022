// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey } from 'node:crypto';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, GatewayError, signers } from '@hyperledger/fabric-gateway';

/** Whose client submits the founding, and through which peer. */
export interface FoundingClient {
  readonly mspId: string;
  readonly certificate: string;
  readonly key: string;
  /** `host:port` of the own peer. */
  readonly endpoint: string;
  /** PEM of the CA of the peer's TLS certificate; absent on a ledger without TLS. */
  readonly tlsRootCert?: string;
}

/** What is founded. */
export interface Founding {
  readonly channel: string;
  /** Canonical JSON array of the first members, the very text every endorser was started with. */
  readonly members: string;
  /** Every founding organisation endorses, so that none is a member without having agreed. */
  readonly organisations: readonly string[];
}

/** The chaincode of an organisation refuses the first members: the same list is refused again. */
export class FoundingRefusedError extends Error {
  override readonly name = 'FoundingRefusedError';
}

const DEADLINE_MS = 60_000;

/** How Fabric begins what a chaincode said when it refused. */
const REFUSAL = /chaincode response \d+, (.*)$/s;

/**
 * Writes the first members into the register `members`, once; a network that was founded before stays as it is.
 * @throws FoundingRefusedError when an organisation does not agree, GatewayError of the Fabric client when one cannot
 * be reached
 */
export async function foundMembers(founding: Founding, client: FoundingClient): Promise<void> {
  const channel =
    client.tlsRootCert === undefined
      ? credentials.createInsecure()
      : credentials.createSsl(Buffer.from(client.tlsRootCert));
  const grpc = new Client(client.endpoint, channel);
  const deadline = (): { deadline: number } => ({ deadline: Date.now() + DEADLINE_MS });
  const gateway = connect({
    client: grpc,
    identity: { mspId: client.mspId, credentials: Buffer.from(client.certificate) },
    signer: signers.newPrivateKeySigner(createPrivateKey(client.key)),
    evaluateOptions: deadline,
    endorseOptions: deadline,
    submitOptions: deadline,
    commitStatusOptions: deadline,
  });
  try {
    const registers = gateway.getNetwork(founding.channel).getContract('registers', 'Members');
    const { entries } = parseListing(await registers.evaluate('ListMembers', { arguments: [''] }));
    if (entries.length > 0) return;
    await registers.submit('Found', {
      arguments: [founding.members],
      endorsingOrganizations: [...founding.organisations],
    });
  } catch (error) {
    const refusal = refusalIn(error);
    // Somebody else was faster.
    if (refusal?.startsWith('EXISTS') === true) return;
    throw refusal === undefined ? error : new FoundingRefusedError(refusal, { cause: error });
  } finally {
    gateway.close();
    grpc.close();
  }
}

function parseListing(answer: Uint8Array): { readonly entries: readonly unknown[] } {
  return JSON.parse(Buffer.from(answer).toString('utf8')) as { readonly entries: readonly unknown[] };
}

function refusalIn(error: unknown): string | undefined {
  if (!(error instanceof GatewayError)) return undefined;
  const messages = [error.message, ...error.details.map(({ message }) => message)];
  return messages.map((message) => REFUSAL.exec(message)?.[1]).find((refusal) => refusal !== undefined);
}
