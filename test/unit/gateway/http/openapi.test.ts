// SPDX-License-Identifier: Apache-2.0
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'chai';
import openapiTypescript from 'openapi-typescript';
import { ERROR_CODES } from '@chainshare/gateway/internal/error-codes.js';
import type { OpenApiDocument } from '@chainshare/gateway/internal/http/openapi/document.js';
import type { Operation } from '@chainshare/gateway/internal/http/openapi/operation.js';
import { startServer, type RunningServer } from './running-server.js';

/** Every address of this part of the product, as the API's description names it. */
const alive = [
  'GET /docs',
  'GET /docs/errors',
  'GET /docs/style.css',
  'GET /healthz',
  'GET /metrics',
  'GET /openapi.json',
  'GET /readyz',
  'GET /v1/access-log',
  'GET /v1/changes',
  'GET /v1/grants',
  'GET /v1/imports/{id}',
  'GET /v1/kinds',
  'GET /v1/kinds/{kind}',
  'GET /v1/kinds/{kind}/schema.json',
  'GET /v1/kinds/{kind}/template.csv',
  'GET /v1/kinds/{kind}/template.xlsx',
  'GET /v1/mappings/{kind}/{sha256}',
  'PUT /v1/mappings/{kind}/{sha256}',
  'DELETE /v1/mappings/{kind}/{sha256}',
  'GET /v1/settings',
  'PUT /v1/settings',
  'GET /v1/members',
  'GET /v1/members/{id}',
  'GET /v1/policies',
  'GET /v1/policies/{id}',
  'GET /v1/publications/{id}',
  'GET /v1/records',
  'GET /v1/records/{id}',
  'GET /v1/records/{id}/access',
  'GET /v1/records/{id}/proof',
  'GET /v1/status',
  'POST /v1/explain',
  'POST /v1/grants/{id}/revoke',
  'POST /v1/policies',
  'POST /v1/records',
  'PUT /v1/policies/{id}',
  'PUT /v1/profile',
  'DELETE /v1/policies/{id}',
];

describe('/openapi.json', () => {
  let server: RunningServer;
  let document: OpenApiDocument;
  let operations: readonly (readonly [place: string, operation: Operation])[];

  before(async () => {
    server = await startServer({ publicUrl: 'https://gateway.xinghe.example' });
    document = (await server.ask('GET', '/openapi.json', { scopes: null }))
      .json as unknown as OpenApiDocument;
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const,
      ),
    );
  });

  after(async () => {
    await server.close();
  });

  it('states every address that is alive, and no other', () => {
    expect(operations.map(([place]) => place)).to.have.members(alive);
  });

  it('is a document from which types can be made', async () => {
    await openapiTypescript(document as unknown as Parameters<typeof openapiTypescript>[0], { silent: true });
    expect(document).to.deep.include({
      openapi: '3.1.0',
      servers: [{ url: 'https://gateway.xinghe.example' }],
    });
  });

  it('has schemas that a strict validator compiles', () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    addFormats.default(ajv);
    ajv.addVocabulary(['openapi', 'info', 'servers', 'paths', 'components']);
    ajv.addSchema(document, 'openapi');
    for (const name of Object.keys(document.components.schemas)) {
      ajv.compile({ $ref: `openapi#/components/schemas/${name}` });
    }
  });

  it('uses every schema that it names', () => {
    const text = JSON.stringify(document);
    for (const name of Object.keys(document.components.schemas)) {
      expect(text, name).to.include(`"#/components/schemas/${name}"`);
    }
  });

  it('gives every operation an id of its own, a summary, and every parameter a description', () => {
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).to.equal(ids.length);
    for (const [place, { summary, parameters }] of operations) {
      expect(summary, place).to.match(/^[A-Z].*[^.]$/);
      for (const parameter of parameters) {
        if (parameter['in'] !== 'path') expect(parameter['description'], place).to.match(/\S.*\.$/);
      }
    }
  });

  it('states every code under its own status', () => {
    for (const [place, { responses }] of operations) {
      for (const [status, response] of Object.entries(responses)) {
        for (const code of codesIn(response)) {
          expect(ERROR_CODES[code as keyof typeof ERROR_CODES].status, `${place} ${code}`).to.equal(
            Number(status),
          );
        }
      }
    }
  });

  it('states what every rule of an operation brings along', () => {
    for (const [place, { security, responses, requestBody }] of operations) {
      const codes = Object.values(responses).flatMap(codesIn);
      expect(codes, place).to.include.members(['INVALID_REQUEST', 'RATE_LIMITED', 'OVERLOADED', 'INTERNAL']);
      expect(codes.includes('UNAUTHENTICATED'), place).to.equal(security.length > 0);
      expect(codes.includes('UNSUPPORTED_MEDIA_TYPE'), place).to.equal(requestBody !== undefined);
    }
  });
});

describe('the pages', () => {
  it('explain every operation and every code, without a script', async () => {
    const server = await startServer();
    const operations = await server.ask('GET', '/docs', { scopes: null });
    const errors = await server.ask('GET', '/docs/errors', {
      scopes: null,
      headers: { accept: 'text/html' },
    });
    await server.close();
    expect(operations.headers['content-type']).to.equal('text/html; charset=utf-8');
    expect(operations.text)
      .to.include('<h3>PUT /v1/policies/{id}</h3>')
      .and.include('Token with read:policies');
    expect(operations.text + errors.text).to.not.match(/<script|\sstyle=|\son\w+=/);
    for (const [code, { zh }] of Object.entries(ERROR_CODES)) {
      expect(errors.text).to.include(`<section id="${code}">`).and.include(zh);
    }
  });
});

interface ProblemSchema {
  readonly allOf?: readonly {
    readonly properties?: { readonly code?: { readonly enum: readonly string[] } };
  }[];
}

function codesIn(response: object): readonly string[] {
  const { content = {} } = response as { content?: Record<string, { schema: ProblemSchema }> };
  const parts = content['application/problem+json']?.schema.allOf ?? [];
  return parts.flatMap(({ properties }) => properties?.code?.enum ?? []);
}
