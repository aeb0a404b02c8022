// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CertificateRequest, Credential } from './authority.js';

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/** Reads a certificate and key, or makes and keeps them: what is there is never replaced. */
async function ensureCredential(
  certificateFile: string,
  keyFile: string,
  make: () => Promise<Credential>,
): Promise<Credential> {
  const found = await read(certificateFile, keyFile);
  if (found !== undefined) return found;
  const made = await make();
  // The key first: a certificate without a key would look finished.
  await writeKept(keyFile, made.key);
  await writeKept(certificateFile, made.certificate);
  return made;
}

async function read(certificateFile: string, keyFile: string): Promise<Credential | undefined> {
  try {
    const [certificate, key] = await Promise.all([
      readFile(certificateFile, 'utf8'),
      readFile(keyFile, 'utf8'),
    ]);
    return { certificate, key };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes a file of mode 0600 in one step, making its folder. */
export async function writeKept(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: PRIVATE_FOLDER });
  await writeFile(`${file}.new`, text, { mode: PRIVATE_FILE });
  await rename(`${file}.new`, file);
}

/** The authority kept as `<name>.crt` and `<name>.key` in a folder. */
export function ensureAuthority(folder: string, name: string, organisation: string): Promise<Credential> {
  const files = [path.join(folder, `${name}.crt`), path.join(folder, `${name}.key`)] as const;
  return ensureCredential(...files, async () => {
    const { newAuthority } = await issuing();
    return newAuthority(organisation, `${name}.${organisation}`);
  });
}

/** A certificate that an authority issued, kept in the two named files. */
export function ensureIssued(
  files: { readonly certificate: string; readonly key: string },
  authority: Credential,
  request: CertificateRequest,
): Promise<Credential> {
  return ensureCredential(files.certificate, files.key, async () => {
    const { issueCertificate } = await issuing();
    return issueCertificate(authority, request);
  });
}

/** The certificate library is large, and a network that starts again has nothing to issue. */
function issuing(): Promise<typeof import('./authority.js')> {
  return import('./authority.js');
}
