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
  METHOD_NOT_ALLOWED: {
    status: 405,
    retryable: false,
    en: 'This address answers {allowed} only.',
    zh: '该地址仅支持 {allowed}。',
  },
  NOT_ACCEPTABLE: {
    status: 406,
    retryable: false,
    en: 'This answer exists as {offered} only; change the Accept header.',
    zh: '该应答仅提供 {offered}，请修改 Accept 请求头。',
  },
  NOT_EXPRESSIBLE: {
    status: 406,
    retryable: false,
    en: 'Records cannot be said as {profile} ({count} gaps); see errors, or ask for application/json.',
    zh: '部分记录无法用 {profile} 表达（{count} 处缺失），见 errors；也可改用 application/json。',
  },
  ANSWER_TOO_LARGE: {
    status: 413,
    retryable: false,
    en: 'The answer would be made of more than {limit} records; narrow the filters.',
    zh: '应答将超过 {limit} 条记录，请缩小筛选范围。',
  },
  PRECONDITION_FAILED: {
    status: 412,
    retryable: false,
    en: 'It was changed since you read it; read it again and decide anew.',
    zh: '自您读取后已被修改，请重新读取后再决定。',
  },
  BODY_TOO_LARGE: {
    status: 413,
    retryable: false,
    en: 'The body may have at most {limit} bytes.',
    zh: '请求体最多 {limit} 字节。',
  },
  HEAD_TOO_LARGE: {
    status: 431,
    retryable: false,
    en: 'The address and the headers may have at most {limit} bytes together; ask in several requests.',
    zh: '请求地址与请求头合计最多 {limit} 字节，请分几次请求。',
  },
  REQUEST_TIMEOUT: {
    status: 408,
    retryable: true,
    en: 'The request did not arrive in time; send it again.',
    zh: '请求未能及时到达，请重新发送。',
  },
  NOT_HTTP: {
    status: 400,
    retryable: false,
    en: 'This is not an HTTP/1.1 request that can be read.',
    zh: '无法识别为 HTTP/1.1 请求。',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    retryable: false,
    en: 'Send the body as {accepted}.',
    zh: '请求体格式应为 {accepted}。',
  },
  PRECONDITION_REQUIRED: {
    status: 428,
    retryable: false,
    en: 'Send an If-Match header with the ETag that you read, so that nobody overwrites a change unseen.',
    zh: '请在 If-Match 请求头中发送所读取的 ETag，以免覆盖他人的修改。',
  },
  RATE_LIMITED: {
    status: 429,
    retryable: true,
    en: 'This client has sent more than {limit} requests in a minute; wait as Retry-After says.',
    zh: '该客户端一分钟内的请求超过 {limit} 次，请按 Retry-After 等待。',
  },
  OVERLOADED: {
    status: 429,
    retryable: true,
    en: 'The gateway is at work on as many such requests as it can bear; wait as Retry-After says.',
    zh: '网关正在处理的同类请求已达上限，请按 Retry-After 等待。',
  },
  NOT_FOUND: { status: 404, retryable: false, en: 'There is nothing here under that name.', zh: '未找到。' },
  RECORD_NOT_FOUND: {
    status: 404,
    retryable: false,
    en: 'This gateway holds no such record.',
    zh: '本网关没有该记录。',
  },
  KIND_NOT_FOUND: {
    status: 404,
    retryable: false,
    en: 'There is no kind {kind}; GET /v1/kinds lists them.',
    zh: '没有种类 {kind}，请用 GET /v1/kinds 查看。',
  },
  POLICY_NOT_FOUND: {
    status: 404,
    retryable: false,
    en: 'There is no such policy.',
    zh: '没有该策略。',
  },
  MAPPING_NOT_FOUND: {
    status: 404,
    retryable: false,
    en: 'Nothing is kept of what the columns of such a sheet mean.',
    zh: '没有保存该表头的列映射。',
  },
  GRANT_NOT_FOUND: {
    status: 404,
    retryable: false,
    en: 'This enterprise has given no such grant.',
    zh: '本企业没有给出该授权。',
  },
  MEMBER_NOT_FOUND: {
    status: 404,
    retryable: false,
    en: 'There is no member {member}.',
    zh: '没有成员 {member}。',
  },
  IMPORT_NOT_FOUND: {
    status: 404,
    retryable: false,
    en: 'There is no such import.',
    zh: '没有该导入任务。',
  },
  IDEMPOTENCY_KEY_BUSY: {
    status: 409,
    retryable: true,
    en: 'The first request with this Idempotency-Key is still being answered; wait for it.',
    zh: '使用该 Idempotency-Key 的首个请求仍在处理，请稍候。',
  },
  SNAPSHOT_BUSY: {
    status: 409,
    retryable: true,
    en: 'Earlier records of this kind are still on their way to the ledger; repeat the same call when they are done.',
    zh: '该种类此前发布的记录尚未完成上链，请稍后用相同的键重试。',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    retryable: false,
    en: 'This Idempotency-Key was used for another request; take a new one.',
    zh: '该 Idempotency-Key 已用于其他请求，请换一个新的。',
  },
  CURSOR_GONE: {
    status: 410,
    retryable: false,
    en: 'Changes after that event are no longer kept; read the records again and follow from now.',
    zh: '该事件之后的变更已不再保留，请重新读取记录并从现在开始跟踪。',
  },
  INTERNAL: {
    status: 500,
    retryable: false,
    en: 'An error of ours; it has been logged under the requestId.',
    zh: '系统内部错误，已按 requestId 记录。',
  },
  PUBLICATION_REFUSED: {
    status: 502,
    retryable: false,
    en: 'The ledger refuses what this call would publish: {reason}.',
    zh: '账本拒绝了本次发布的内容：{reason}。',
  },
  EXISTS: {
    status: 409,
    retryable: false,
    en: 'What is being published stands on the ledger already.',
    zh: '所发布的内容已存在于账本上。',
  },
  PURGED: {
    status: 409,
    retryable: false,
    en: 'That publication was purged and cannot come back.',
    zh: '该发布已被清除，无法恢复。',
  },
  NOT_PURGEABLE: {
    status: 409,
    retryable: false,
    en: 'An inline publication stands in every copy of the ledger and cannot be purged.',
    zh: '内嵌发布存在于账本的每个副本中，无法清除。',
  },
  PUBLICATION_NOT_FOUND: {
    status: 404,
    retryable: false,
    en: 'The ledger holds no such publication.',
    zh: '账本上没有该发布。',
  },
  ENDORSEMENT_FAILED: {
    status: 502,
    retryable: false,
    en: 'The own peer refused to endorse the transaction: {reason}.',
    zh: '本企业的节点拒绝背书该交易：{reason}。',
  },
  LEDGER_REFUSED: {
    status: 502,
    retryable: false,
    en: 'The ledger refused the gateway; its certificate, its clock or its membership may be the reason.',
    zh: '账本拒绝了本网关；请检查其证书、时钟或成员资格。',
  },
  LEDGER_UNAVAILABLE: {
    status: 503,
    retryable: true,
    en: 'The ledger cannot be reached now; try again.',
    zh: '账本暂时无法访问，请重试。',
  },
  COMMIT_UNKNOWN: {
    status: 504,
    retryable: true,
    en: 'It is not known yet whether the transaction was committed; ask again with the same Idempotency-Key.',
    zh: '尚不清楚交易是否已提交；请使用同一 Idempotency-Key 再次查询。',
  },
  PROJECTION_BEHIND: {
    status: 503,
    retryable: true,
    en: 'This gateway has not yet taken block {block} into account; ask again.',
    zh: '本网关尚未处理到区块 {block}，请重试。',
  },
  ANSWER_TIMEOUT: {
    status: 503,
    retryable: true,
    en: 'The answer took longer than {seconds} seconds; ask again.',
    zh: '应答超过 {seconds} 秒，请重试。',
  },
  FOUNDING_MISMATCH: {
    status: 500,
    retryable: false,
    en: 'The register of members lacks founding members of the configuration: {missing}.',
    zh: '成员登记册缺少配置中的创始成员：{missing}。',
  },
  LEDGER_MISMATCH: {
    status: 500,
    retryable: false,
    en: 'The own peer stands on another ledger than the one that this gateway has read.',
    zh: '本企业节点所在的账本与本网关已读取的账本不同。',
  },
  KEY_FILE_UNREADABLE: {
    status: 500,
    retryable: false,
    en: 'The key file {file} is damaged, or the passphrase is not the one it was sealed with.',
    zh: '密钥文件 {file} 已损坏，或口令与封存时不一致。',
  },
} as const satisfies Record<string, ErrorEntry>;

/** A code of the table above. */
export type ErrorCode = keyof typeof ERROR_CODES;
