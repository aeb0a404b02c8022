// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey, webcrypto } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import path from 'node:path';
import { x509 } from '#network/crypto/x509.js';

const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;

/** What is asked of an authority. */
export interface Wanted {
  readonly name: string;
  /** Organisational unit. */
  readonly role?: string;
  /** Names and addresses of a TLS certificate. */
  readonly hosts?: readonly string[];
  readonly notAfter?: Date;
}

interface Keyed {
  readonly certificate: x509.X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

/** The authority of a company: a root that signs one intermediate authority, which signs all the rest. */
export class OutsideAuthority {
  readonly #root: Keyed;
  readonly #issuer: Keyed;

  private constructor(root: Keyed, issuer: Keyed) {
    this.#root = root;
    this.#issuer = issuer;
  }

  /** @param issuingUntil - when the intermediate authority expires */
  static async new(
    name: string,
    issuingUntil = new Date(Date.now() + 100 * DAY_MS),
  ): Promise<OutsideAuthority> {
    const isAuthority = [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ];
    const keys = await newKeys();
    const root = await issue({ keys, subject: `CN=${name} root, O=${name}` }, isAuthority);
    const below = { keys: await newKeys(), subject: `CN=${name} issuing, O=${name}`, notAfter: issuingUntil };
    return new OutsideAuthority(root, await issue(below, isAuthority, root));
  }

  get root(): string {
    return pem(this.#root.certificate);
  }

  /** Root and intermediate in one text. */
  get bundle(): string {
    return pem(this.#issuer.certificate) + this.root;
  }

  /** Issues a certificate; its key is in the form that `openssl ecparam -genkey` writes. */
  async issue({ name, role, hosts = [], notAfter }: Wanted): Promise<{ certificate: string; key: string }> {
    const keys = await newKeys();
    const subject = role === undefined ? `CN=${name}` : `CN=${name}, OU=${role}`;
    const { certificate } = await issue(
      { keys, subject, ...(notAfter && { notAfter }) },
      [
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.SubjectAlternativeNameExtension(
          hosts.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value })),
        ),
      ].slice(0, hosts.length > 0 ? 2 : 1),
      this.#issuer,
    );
    const exported = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
    const key = createPrivateKey({ key: exported, format: 'der', type: 'pkcs8' });
    return { certificate: pem(certificate), key: key.export({ type: 'sec1', format: 'pem' }).toString() };
  }
}

/** Where the authorities of one organisation put what they issue. */
export class GivenFolder {
  readonly folder: string;
  readonly identities: OutsideAuthority;
  readonly tls: OutsideAuthority;

  private constructor(folder: string, identities: OutsideAuthority, tls: OutsideAuthority) {
    this.folder = folder;
    this.identities = identities;
    this.tls = tls;
  }

  /** With nothing in it but the authorities. */
  static async new(dir: string, mspId: string): Promise<GivenFolder> {
    const folder = path.join(dir, mspId);
    await mkdir(folder, { recursive: true });
    const given = new GivenFolder(
      folder,
      await OutsideAuthority.new(`${mspId} identities`),
      await OutsideAuthority.new(`${mspId} TLS`),
    );
    await given.write('ca.pem', given.identities.bundle);
    await given.write('tlsca.pem', given.tls.bundle);
    return given;
  }

  /** Issues what a member needs with so many peers, all on this machine. */
  async fillForMember(peers: number): Promise<void> {
    await this.sign('admin', 'admin');
    await this.sign('gateway', 'client');
    for (let index = 0; index < peers; index += 1) await this.fillForNode(`peer${index}`, 'peer');
  }

  /** Issues what an ordering node needs, and its organisation. */
  async fillForOrderer(id: string): Promise<void> {
    await this.sign('admin', 'admin');
    await this.fillForNode(id, 'orderer');
  }

  async fillForNode(name: string, role: string): Promise<void> {
    await this.sign(name, role);
    await this.serve(`${name}-tls`, ['127.0.0.1', 'localhost']);
  }

  /** Issues an identity. */
  async sign(name: string, role: string, options: Partial<Wanted> = {}): Promise<void> {
    await this.#write(name, await this.identities.issue({ name, role, ...options }));
  }

  /** Issues a TLS certificate. */
  async serve(name: string, hosts: readonly string[]): Promise<void> {
    await this.#write(name, await this.tls.issue({ name, hosts }));
  }

  async write(file: string, text: string): Promise<void> {
    await writeFile(path.join(this.folder, file), text);
  }

  async #write(name: string, issued: { readonly certificate: string; readonly key: string }): Promise<void> {
    await this.write(`${name}.pem`, issued.certificate);
    await this.write(`${name}.key`, issued.key);
  }
}

async function issue(
  {
    keys,
    subject,
    notAfter,
  }: { readonly keys: webcrypto.CryptoKeyPair; readonly subject: string; readonly notAfter?: Date },
  extensions: readonly x509.Extension[],
  issuer?: Keyed,
): Promise<Keyed> {
  const certificate = await x509.X509CertificateGenerator.create({
    subject,
    issuer: issuer?.certificate.subject ?? subject,
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    signingAlgorithm: P256,
    // Fabric judges a chain as of the begin of its last certificate, so all begin in the past.
    notBefore: new Date(Date.now() - (issuer === undefined ? 3 : 2) * DAY_MS),
    notAfter: notAfter ?? new Date(Date.now() + 200 * DAY_MS),
    extensions: [
      ...extensions,
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ...(issuer === undefined
        ? []
        : [await x509.AuthorityKeyIdentifierExtension.create(issuer.certificate)]),
    ],
  });
  return { certificate, keys };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(P256, true, ['sign', 'verify']);
}

function pem(certificate: x509.X509Certificate): string {
  return `${certificate.toString('pem')}\n`;
}
