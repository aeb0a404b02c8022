// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@chainshare/chaincode/model';
import type { OpenApiDocument } from '../openapi/document.js';
import type { Operation } from '../openapi/operation.js';
import { html, pageOf, type Html } from './html.js';

interface Place {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** The OpenAPI document as a page that needs no script. */
export function operationsPage(document: OpenApiDocument): string {
  const places = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]): Place => ({ method, path, operation })),
  );
  const tags = [...new Set(places.flatMap(({ operation }) => operation.tags))];
  const parts = tags.map((tag) => {
    const sections = places.filter(({ operation }) => operation.tags.includes(tag)).map(section);
    return html`<h2>${tag}</h2>
      ${sections}`;
  });
  return pageOf(
    'Operations',
    html`<p>
        ${text(document.info['description'])} The whole of it, for programs:
        <a href="/openapi.json">openapi.json</a>. What refusals mean: <a href="/docs/errors">problems</a>.
      </p>
      ${parts}`,
  );
}

function section({ method, path, operation }: Place): Html {
  const { operationId, summary, description = '', security, parameters, responses } = operation;
  const scopes = security.flatMap((requirement) => requirement['token'] as readonly string[]);
  const access =
    security.length === 0
      ? 'No token.'
      : `Token${scopes.length === 0 ? '' : ` with ${scopes.join(' or ')}`}.`;
  return html`<section id="${operationId}">
    <h3>${method.toUpperCase()} ${path}</h3>
    <p>${summary}. ${description} ${access}</p>
    <table>
      ${parameters.map(parameterRow)}
      ${Object.entries(responses).map(([status, answer]) => row(status, text(answer['description'])))}
    </table>
  </section>`;
}

function parameterRow(parameter: JsonObject): Html {
  return row(`${text(parameter['in'])} ${text(parameter['name'])}`, text(parameter['description']));
}

function row(name: string, meaning: string): Html {
  return html`<tr>
    <td><code>${name}</code></td>
    <td>${meaning}</td>
  </tr>`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
