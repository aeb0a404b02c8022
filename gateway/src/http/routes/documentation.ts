// SPDX-License-Identifier: Apache-2.0
import { content, json } from '../answer.js';
import { newDocument, type OpenApiDocument } from '../openapi/document.js';
import { open } from '../openapi/schema.js';
import { errorsPage } from '../pages/errors-page.js';
import { operationsPage } from '../pages/operations-page.js';
import { STYLE_SHEET } from '../pages/style-sheet.js';
import { route, type Route } from '../route.js';

const common = {
  method: 'get',
  tag: 'Service',
  scopes: 'public',
  lane: 'local',
  parameters: {},
  errors: [],
} as const;

const HTML_TYPE = 'text/html';
const html = (page: string) => content(`${HTML_TYPE}; charset=utf-8`, page);

/** The routes that explain the others and themselves: the OpenAPI document and its pages. */
export function documentationRoutes(
  others: readonly Route[],
  publicUrl: string | undefined,
): readonly Route[] {
  let document: OpenApiDocument | undefined;
  const read = () => (document ??= newDocument([...others, ...routes], publicUrl ?? '/'));
  const routes: readonly Route[] = [
    route({
      ...common,
      id: 'readOpenApi',
      path: '/openapi.json',
      summary: 'Read the OpenAPI document',
      answers: {
        200: { description: 'OpenAPI 3.1.', content: { 'application/json': open('OpenAPI 3.1.') } },
      },
      answer: () => json(200, read()),
    }),
    ...pageRoutes(read),
  ];
  return routes;
}

function pageRoutes(read: () => OpenApiDocument): readonly Route[] {
  return [
    route({
      ...common,
      id: 'readOperationsPage',
      path: '/docs',
      summary: 'Read about the operations',
      answers: { 200: { description: 'A page.', content: { [HTML_TYPE]: { type: 'string' } } } },
      answer: () => html(operationsPage(read())),
    }),
    route({
      ...common,
      id: 'readErrorsPage',
      path: '/docs/errors',
      summary: 'Read about the codes of problems',
      answers: { 200: { description: 'A page.', content: { [HTML_TYPE]: { type: 'string' } } } },
      answer: () => html(errorsPage()),
    }),
    route({
      ...common,
      id: 'readStyleSheet',
      path: '/docs/style.css',
      summary: 'Read the style of the pages',
      answers: { 200: { description: 'A style sheet.', content: { 'text/css': { type: 'string' } } } },
      answer: () => content('text/css; charset=utf-8', STYLE_SHEET),
    }),
  ];
}
