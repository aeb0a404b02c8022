// SPDX-License-Identifier: Apache-2.0

/** How one code is answered over HTTP (RFC 9457) and what people read, in Chinese and English. */
export interface ErrorEntry {
  readonly status: number;
  /** Whether the same request may succeed later without being changed. */
  readonly retryable: boolean;
  readonly en: string;
  readonly zh: string;
}

/**
 * Every code a gateway answers. `{name}` in a sentence is filled from the error's facts.
 * A code never changes its meaning; documentation and this table are compared by a test.
 */
export const ERROR_CODES = {
  INVALID_REQUEST: {
    status: 400,
    retryable: false,
    en: 'The request has {count} fault(s); see errors.',
    zh: '请求有 {count} 处错误，见 errors。',
  },
  IDEMPOTENCY_KEY_REQUIRED: {
    status: 400,
    retryable: false,
    en: 'Send an Idempotency-Key header, so that a retry cannot publish twice.',
    zh: '请发送 Idempotency-Key 请求头，以免重试时重复发布。',
  },
  UNAUTHENTICATED: {
    status: 401,
    retryable: false,
    en: 'Send a valid bearer token of this enterprise.',
    zh: '请提供本企业的有效访问令牌。',
  },
  ACCESS_DENIED: {
    status: 403,
    retryable: false,
    en: 'The token lacks the scope {scope}.',
    zh: '令牌缺少权限 {scope}。',
  },
  NOT_FOUND: { status: 404, retryable: false, en: 'There is nothing here under that name.', zh: '未找到。' },
  RECORD_NOT_FOUND: {
    status: 404,
    retryable: false,
    en: 'This gateway holds no such record.',
    zh: '本网关没有该记录。',
  },
  INTERNAL: {
    status: 500,
    retryable: false,
    en: 'An error of ours; it has been logged under the requestId.',
    zh: '系统内部错误，已按 requestId 记录。',
  },
  LEDGER_UNAVAILABLE: {
    status: 503,
    retryable: true,
    en: 'The ledger cannot be reached now; try again.',
    zh: '账本暂时无法访问，请重试。',
  },
} as const satisfies Record<string, ErrorEntry>;

/** A code of the table above. */
export type ErrorCode = keyof typeof ERROR_CODES;
