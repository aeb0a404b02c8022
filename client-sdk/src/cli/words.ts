// SPDX-License-Identifier: Apache-2.0

/** Languages that the command speaks. */
export type Language = 'en' | 'zh';

/** Every word that a person reads, but for what gateways say themselves. */
const WORDS = {
  added: { en: 'Added {count} products and locations', zh: '已新增 {count} 条产品和场所记录' },
  block: { en: 'block', zh: '区块' },
  code: { en: 'code', zh: '代码' },
  column: { en: 'column', zh: '列' },
  development: {
    en: 'development ledger: one process plays every organisation, so this proves nothing to outsiders',
    zh: '开发账本：由单个进程扮演所有组织，对外不具证明力',
  },
  done: { en: 'done', zh: '已完成' },
  enterprise: { en: 'enterprise', zh: '企业' },
  field: { en: 'field', zh: '字段' },
  gateway: { en: 'gateway', zh: '网关' },
  id: { en: 'id', zh: '编号' },
  importedSoFar: { en: '{done} of {total} records', zh: '已处理 {done} / {total} 条' },
  key: { en: 'key', zh: '主键' },
  help: { en: 'help', zh: '填写说明' },
  kind: { en: 'kind', zh: '类别' },
  levelOne: { en: 'endorsed by the peer of the publisher', zh: '由发布方自己的节点背书' },
  levelTwo: {
    en: 'endorsed by the peer of the publisher and ordered in a block',
    zh: '由发布方节点背书，并已排入区块',
  },
  message: { en: 'message', zh: '说明' },
  moreFaults: { en: '… and {count} more', zh: '…… 另有 {count} 处' },
  name: { en: 'name', zh: '名称' },
  nobodyReceives: { en: 'Nobody receives this.', zh: '没有企业会收到。' },
  none: { en: 'Nothing.', zh: '无。' },
  notVerified: { en: 'NOT VERIFIED', zh: '未通过验证' },
  asOf: { en: 'As of block {block}', zh: '截至区块 {block}' },
  pending: { en: '{count} publications still to be opened', zh: '{count} 份发布待打开' },
  policy: { en: 'policy', zh: '策略' },
  published: { en: 'Published {count} records', zh: '已发布 {count} 条记录' },
  publishedAt: { en: 'published at', zh: '发布时间' },
  publisher: { en: 'publisher', zh: '发布方' },
  received: { en: '{bytes} bytes received', zh: '已接收 {bytes} 字节' },
  required: { en: 'required', zh: '必填' },
  roles: { en: 'roles', zh: '角色' },
  row: { en: 'row', zh: '行' },
  running: {
    en: 'Still running; follow it with: chainshare import {id}',
    zh: '仍在处理；可执行：chainshare import {id}',
  },
  saved: { en: 'Saved {file}, {bytes} bytes', zh: '已保存 {file}，{bytes} 字节' },
  section: { en: 'section', zh: '数据部分' },
  sections: { en: 'sections', zh: '数据部分' },
  sent: { en: '{bytes} bytes sent', zh: '已发送 {bytes} 字节' },
  state: { en: 'state', zh: '状态' },
  title: { en: 'title', zh: '名称' },
  transaction: { en: 'transaction', zh: '交易' },
  type: { en: 'type', zh: '类型' },
  up: { en: 'up', zh: '运行中' },
  down: { en: 'down', zh: '未运行' },
  value: { en: 'value', zh: '值' },
  verified: { en: 'VERIFIED', zh: '验证通过' },
  warning: { en: 'warning', zh: '警告' },
  withheld: { en: '{count} withheld ({scope}: {reason})', zh: '{count} 项未提供（{scope}：{reason}）' },
  unknownCodes: {
    en: 'Codes that are unknown become known with --add-unknown, or by product and location records of your own.',
    zh: '未知编码可用 --add-unknown 自动建档，或自行发布产品和场所记录。',
  },
  wouldAdd: { en: 'Would add {count} products and locations', zh: '将新增 {count} 条产品和场所记录' },
  wouldPublish: { en: 'Would publish {count} records', zh: '将发布 {count} 条记录' },
  wouldZero: { en: 'Would set {count} records to 0', zh: '将把 {count} 条记录归零' },
  zeroed: { en: 'Set {count} records to 0', zh: '已将 {count} 条记录归零' },
  written: { en: 'Written to {file}', zh: '已写入 {file}' },
} as const satisfies Record<string, Readonly<Record<Language, string>>>;

/** A name of the table above. */
export type Word = keyof typeof WORDS;

/** A word or sentence in the language of the user, with the facts put into its places. */
export function say(
  language: Language,
  word: Word,
  facts: Readonly<Record<string, string | number>> = {},
): string {
  return WORDS[word][language].replaceAll(/\{(\w+)\}/g, (place, name: string) =>
    String(facts[name] ?? place),
  );
}

/** The language that the environment asks for. */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = environment['LC_ALL'] ?? environment['LC_MESSAGES'] ?? environment['LANG'] ?? '';
  return locale.startsWith('zh') ? 'zh' : 'en';
}
