// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';

const BLOCK = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * The certificates of a PEM text (RFC 7468), in its order.
 * @throws Error when there is none, or one cannot be read
 */
export function certificatesOf(text: string): readonly X509Certificate[] {
  const blocks = text.match(BLOCK);
  if (blocks === null) throw new Error('there is no certificate');
  return blocks.map((block) => new X509Certificate(block));
}

/** Certificates as one PEM text. */
export function pemOf(certificates: readonly X509Certificate[]): string {
  return certificates.map((certificate) => certificate.toString()).join('');
}
