// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@chainshare/chaincode/model';
import type { Method, Route } from '../route.js';
import { commonSchemas } from './common-schemas.js';
import { enterpriseSchemas, serviceSchemas } from './enterprise-schemas.js';
import { kindSchemas } from './kind-schemas.js';
import { newOperation, type Operation } from './operation.js';
import { recordSchemas } from './record-schemas.js';

/** The OpenAPI 3.1 document of a gateway. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: JsonObject;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Partial<Record<Method, Operation>>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonObject>>;
    readonly securitySchemes: JsonObject;
  };
}

const info = {
  title: 'ChainShare 链享 gateway',
  version: '1',
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  description:
    'The gateway of one enterprise: publish records under its own policies, and read what it said and was granted. ' +
    'Unknown parameters and unknown members of a body are faults, never ignored.',
};

const securitySchemes = {
  token: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'RFC 9068 access token for this enterprise. Scopes are verb:noun; `verb:*` covers every noun, `admin` ' +
      'everything. In `publish:{kind}` and `read:{kind}` the kind is that of the records.',
  },
};

const schemas = {
  ...commonSchemas,
  ...kindSchemas,
  ...recordSchemas,
  ...enterpriseSchemas,
  ...serviceSchemas,
};

/** Assembles the document out of the routes, so that it states what is served and nothing else. */
export function newDocument(routes: readonly Route[], serverUrl: string): OpenApiDocument {
  const paths: Record<string, Partial<Record<Method, Operation>>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: newOperation(route) };
  }
  return {
    openapi: '3.1.0',
    info,
    servers: [{ url: serverUrl }],
    paths,
    components: { schemas, securitySchemes },
  };
}
