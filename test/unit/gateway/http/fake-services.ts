// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@chainshare/chaincode/model';
import { GatewayError } from '@chainshare/gateway/internal/errors.js';
import type {
  Caller,
  ChangeEvent,
  GatewayServices,
  PublishRequest,
  RecordQuery,
  RecordView,
  Versioned,
} from '@chainshare/gateway/internal/services.js';

/** The enterprise whose gateway is tested. */
export const ENTERPRISE = 'Xinghe';

export const PUBLICATION = 'a1'.repeat(32);
export const RECORD = `${PUBLICATION}.0`;

export const record: RecordView = {
  id: RECORD,
  kind: 'inventory',
  schema: 1,
  publisher: 'Xinqiao',
  publishedAt: '2026-11-23T00:00:00Z',
  publishedBounds: { after: '2026-11-22T23:59:59Z', before: null },
  block: 7,
  transactionId: 'b2'.repeat(32),
  values: { product: 'TAG-01', location: 'WH1', direction: 'outbound', quantity: '1200', unit: 'H87' },
  withheld: [{ scope: 'commercial', reason: 'policy' }],
  via: null,
  proof: 'ledger',
};

export const basis = {
  asOfBlock: 9,
  pending: 1,
  withheld: [{ reason: 'policy', scope: 'commercial', count: 1 }],
} as const;

export const publishedBody: JsonObject = {
  publications: [
    {
      id: PUBLICATION,
      records: [{ row: 1, id: RECORD }],
      transactionId: 'b2'.repeat(32),
      block: 7,
      audience: [{ enterprise: 'Qiming', sections: ['identity', 'quantity'], policy: ['to'] }],
    },
  ],
  accepted: 1,
  rejected: 0,
  warnings: [],
};

/** What the services were asked, so that a test can see what a request became. */
export interface Asked {
  publish?: { readonly request: PublishRequest; readonly body: string; readonly caller: Caller };
  list?: RecordQuery;
  prove?: { readonly id: string; readonly level: number };
  profileKey?: string;
  policy?: { readonly version: number; readonly revoke: boolean };
  follow?: { readonly since?: string; readonly kind?: readonly string[] };
}

/** Services that keep a policy or two in memory and answer one record: enough to see what HTTP makes of them. */
export interface FakeServices extends GatewayServices {
  readonly asked: Asked;
}

const notFound = (
  code:
    | 'RECORD_NOT_FOUND'
    | 'POLICY_NOT_FOUND'
    | 'MAPPING_NOT_FOUND'
    | 'PUBLICATION_NOT_FOUND'
    | 'MEMBER_NOT_FOUND',
) => Promise.reject(new GatewayError(code));

const at = '2026-11-24T00:00:00.000Z';
const sections = ['identity'];
const grant = {
  ...{ id: `${PUBLICATION}:Qiming`, publication: PUBLICATION, granter: ENTERPRISE, enterprise: 'Qiming' },
  ...{ sections, policy: ['named'], purpose: ['supply-planning'], until: null, grantedAt: at },
};
const member = { id: ENTERPRISE, status: 'active', keys: [], profile: null };
const entry = {
  ...{ seq: 1, at, subject: 's', clientId: 'c', action: 'read', record: RECORD, outcome: 'served', count: 1 },
};
const status = {
  enterprise: ENTERPRISE,
  ledger: { reachable: true, height: 10, projected: 9, lag: 0 },
  pending: 0,
};

export const explanation: JsonObject = {
  ...{ enterprise: 'Qiming', kind: 'inventory', sees: false, sections: [], obstacle: null },
  rules: [{ policy: 'named', name: 'named', verdict: 'not-addressed', sections: [] }],
};

/** Builds fresh services. */
export function newFakeServices(): FakeServices {
  const asked: Asked = {};
  return {
    asked,
    enterprise: ENTERPRISE,
    publish: fakePublish(asked),
    records: fakeRecords(asked),
    policies: fakePolicies(asked),
    mappings: fakeMappings(),
    settings: {
      read: () => Promise.resolve({ version: 0, value: { timeZone: 'Asia/Shanghai' } }),
      replace: (version, body) =>
        version === 0
          ? Promise.resolve({ version: 1, value: body as JsonObject })
          : Promise.reject(new GatewayError('PRECONDITION_FAILED')),
    },
    grants: {
      list: ({ direction, limit }) => {
        const data = direction.slice(0, limit).map((way) => ({ ...grant, direction: way }));
        return Promise.resolve({ data, ...basis, next: 'g2' });
      },
      revoke: (id) => {
        const revocation = { id, publication: PUBLICATION, enterprise: 'Qiming', revokedAt: at };
        return Promise.resolve({ ...revocation, undisclosed: false, notice: 'It stays disclosed.' });
      },
    },
    directory: {
      members: () => Promise.resolve({ data: [member], ...basis, next: null }),
      member: (id) =>
        id === ENTERPRISE ? Promise.resolve({ data: member, ...basis }) : notFound('MEMBER_NOT_FOUND'),
      putProfile: (_body, key) => {
        asked.profileKey = key;
        return Promise.resolve({ status: 201, body: publishedBody });
      },
    },
    changes: {
      follow: (query) => {
        asked.follow = query;
        if (query.since === '1.0') return Promise.reject(new GatewayError('CURSOR_GONE'));
        return Promise.resolve(events(query.signal));
      },
    },
    accessLog: { list: () => Promise.resolve({ data: [entry], ...basis, next: null }) },
    status: {
      ready: () => Promise.resolve({ ready: true, reasons: [] }),
      status: () => Promise.resolve(status),
    },
  };
}

function fakePublish(asked: Asked): GatewayServices['publish'] {
  return {
    async publish(request, caller) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of request.body) chunks.push(chunk);
      asked.publish = { request, body: Buffer.concat(chunks).toString('utf8'), caller };
      if (request.waitSeconds > 0) return { status: 201, body: publishedBody };
      return { status: 202, location: '/v1/imports/i1', body: { ...anImport } };
    },
    readImport: (id) =>
      id === 'i1' ? Promise.resolve(anImport) : Promise.reject(new GatewayError('IMPORT_NOT_FOUND')),
  };
}

const anImport = { id: 'i1', state: 'running', done: 0, total: 1, publications: [], errors: [] } as const;

function fakeMappings(): GatewayServices['mappings'] {
  let kept: Versioned<JsonObject> | undefined;
  return {
    read: () => (kept === undefined ? notFound('MAPPING_NOT_FOUND') : Promise.resolve(kept)),
    put(_place, version, body) {
      if (version !== (kept?.version ?? null)) {
        return Promise.reject(
          new GatewayError(version === null ? 'PRECONDITION_REQUIRED' : 'PRECONDITION_FAILED'),
        );
      }
      kept = { version: (version ?? 0) + 1, value: body as JsonObject };
      return Promise.resolve(kept);
    },
    remove() {
      kept = undefined;
      return Promise.resolve();
    },
  };
}

function fakeRecords(asked: Asked): GatewayServices['records'] {
  return {
    statedAliases: (codes) => Promise.resolve(codes.map(() => [])),
    list(query) {
      asked.list = query;
      return Promise.resolve({ data: [record], ...basis, next: query.cursor === undefined ? 'c 2' : null });
    },
    read: (id) =>
      id === RECORD ? Promise.resolve({ data: record, ...basis }) : notFound('RECORD_NOT_FOUND'),
    prove(id, level) {
      asked.prove = { id, level };
      return Promise.resolve(Buffer.from('{"v":1}'));
    },
    access: () =>
      Promise.resolve({
        data: [
          {
            enterprise: 'Qiming',
            because: 'granted',
            sections,
            policy: ['named'],
            purpose: [],
            until: null,
            since: at,
          },
        ],
        ...basis,
      }),
    publication: (id) =>
      id === PUBLICATION
        ? Promise.resolve({
            ...{ id, publisher: 'Xinqiao', publishedAt: at, block: 7, transactionId: 'b2', state: 'ok' },
            envelope: null,
          })
        : notFound('PUBLICATION_NOT_FOUND'),
  };
}

function fakePolicies(asked: Asked): GatewayServices['policies'] {
  const policies = new Map<string, Versioned<JsonObject>>();
  const read = (id: string) => policies.get(id);
  const change = (id: string, version: number, revoke: boolean) => {
    const known = read(id);
    if (known === undefined) throw new GatewayError('POLICY_NOT_FOUND');
    if (known.version !== version) throw new GatewayError('PRECONDITION_FAILED');
    asked.policy = { version, revoke };
  };
  return {
    list: () => Promise.resolve([...policies.values()]),
    read: (id) => {
      const known = read(id);
      return known === undefined ? notFound('POLICY_NOT_FOUND') : Promise.resolve(known);
    },
    create(body) {
      const created = { version: 1, value: { ...(body as JsonObject), id: 'p1' } };
      policies.set('p1', created);
      return Promise.resolve(created);
    },
    async replace(id, version, body, revoke) {
      change(id, version, revoke);
      const replaced = { version: version + 1, value: { ...(body as JsonObject), id } };
      policies.set(id, replaced);
      return Promise.resolve(replaced);
    },
    async remove(id, version, revoke) {
      change(id, version, revoke);
      policies.delete(id);
      return Promise.resolve();
    },
    explain: () => Promise.resolve(explanation),
  };
}

/** Two events, then silence until somebody hangs up. */
async function* events(signal: AbortSignal): AsyncIterable<ChangeEvent> {
  for (const seq of [1, 2]) yield changeEvent(seq);
  await new Promise((resolve) => {
    signal.addEventListener('abort', resolve, { once: true });
  });
}

/** An event of the record. */
export function changeEvent(seq: number, data: JsonObject = { ...record }): ChangeEvent {
  return {
    id: `1.${seq}`,
    type: 'record.received',
    source: `urn:chainshare:${ENTERPRISE}`,
    time: '2026-11-23T00:00:01.000Z',
    subject: RECORD,
    kind: 'inventory',
    data,
  };
}
