// SPDX-License-Identifier: Apache-2.0
import { ERROR_CODES, type ErrorEntry } from '../../error-codes.js';
import { html, pageOf, type Html } from './html.js';

/** The page to which the `type` of every problem points, one section for each code. */
export function errorsPage(): string {
  const sections = Object.entries<ErrorEntry>(ERROR_CODES)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, entry]) => section(code, entry));
  return pageOf(
    'Problems',
    html`<p>What a refused request answers (RFC 9457). A code never changes its meaning.</p>
      <p>请求被拒绝时的应答代码；代码含义不变。</p>
      ${sections}`,
  );
}

function section(code: string, { status, retryable, en, zh }: ErrorEntry): Html {
  const advice = retryable ? 'The same request may succeed later.' : 'The same request will fail again.';
  return html`<section id="${code}">
    <h3>${code} <span class="status">${status}</span></h3>
    <p>${en}</p>
    <p lang="zh">${zh}</p>
    <p>${advice}</p>
  </section>`;
}
