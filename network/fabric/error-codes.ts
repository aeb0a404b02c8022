// SPDX-License-Identifier: Apache-2.0

/** What people read under one code, in English and Chinese: what is wrong and what to do. */
export interface NetworkErrorEntry {
  readonly en: string;
  readonly zh: string;
}

/**
 * Every foreseen failure of network life. `{name}` in a sentence is filled from the error's facts.
 * A code never changes its meaning; documentation and this table are compared by a test.
 */
export const NETWORK_ERROR_CODES = {
  TOPOLOGY_UNREADABLE: {
    en: 'The topology file {file} cannot be read: name one that exists.',
    zh: '无法读取拓扑文件 {file}：请指定存在的文件。',
  },
  TOPOLOGY_INVALID: {
    en: 'The topology file is wrong; correct these lines:{faults}',
    zh: '拓扑文件有误，请改正：{faults}',
  },
  TOPOLOGY_CHANGED: {
    en: 'The network in {folder} was made with another topology or other ports ({differences}): start it as it was made, or start anew in an empty folder.',
    zh: '{folder} 中的网络由另一拓扑或其他端口建立（{differences}）：请按原样启动，或在空目录中重新开始。',
  },
  CHAINCODE_CHANGED: {
    en: 'The network runs chaincode {committed}, here is {wanted}: start with the one that the organisations agreed on, or start anew in an empty folder.',
    zh: '网络运行的链码为 {committed}，此处为 {wanted}：请使用各组织已同意的版本，或在空目录中重新开始。',
  },
  MEMBERS_REFUSED: {
    en: 'The chaincode refuses the first members ({reason}): correct "member" of that organisation in the topology file.',
    zh: '链码拒绝创始成员（{reason}）：请在拓扑文件中修正该组织的 member。',
  },
  WAITS_FOR_OTHERS: {
    en: 'What runs here is ready and goes on running, but the network still waits for other organisations ({what}): start again when they have started.',
    zh: '本机已就绪并继续运行，但网络仍在等待其他组织（{what}）：请在它们启动后再次执行。',
  },
  CERTIFICATE_UNREADABLE: {
    en: '{file} is missing or cannot be read: put the certificate or key there, or restore it from a back-up.',
    zh: '{file} 缺失或无法读取：请放入该证书或私钥，或从备份恢复。',
  },
  CERTIFICATE_EXPIRED: {
    en: 'The certificate {file} expired on {until}: have its authority issue a new one, and put it there with its key.',
    zh: '证书 {file} 已于 {until} 过期：请由其签发机构重新签发，并连同私钥放回该处。',
  },
  CERTIFICATE_NOT_YET_VALID: {
    en: 'The certificate {file} is not valid before {from}, and here it is {now}: set the clock of this machine.',
    zh: '证书 {file} 自 {from} 起生效，而本机时间为 {now}：请校准本机时钟。',
  },
  CERTIFICATE_FOREIGN: {
    en: 'The certificate {file} was not issued by an authority in {authorities}: put there one that was, with its key, or the certificate of its authority.',
    zh: '证书 {file} 不是由 {authorities} 中的机构签发：请换成其签发的证书和私钥，或放入其签发机构的证书。',
  },
  CERTIFICATE_WRONG_ROLE: {
    en: 'The certificate {file} lacks the organisational unit {role}, by which Fabric knows its role: have it issued with OU={role}.',
    zh: '证书 {file} 缺少组织单元 {role}（Fabric 据此识别角色）：请以 OU={role} 重新签发。',
  },
  CERTIFICATE_WRONG_KEY: {
    en: 'The key {key} does not belong to the certificate {file}: put the key there that was made for it.',
    zh: '私钥 {key} 与证书 {file} 不匹配：请放入对应的私钥。',
  },
  CERTIFICATE_WRONG_HOST: {
    en: 'The TLS certificate {file} does not name {host}, where it is met: have it issued with that subject alternative name.',
    zh: 'TLS 证书 {file} 未包含访问地址 {host}：请在主题备用名称中加入该地址后重新签发。',
  },
  CERTIFICATE_WRONG_CURVE: {
    en: 'The key of the certificate {file} is {found}: Fabric identities need ECDSA on P-256, and their authorities P-256 or P-384.',
    zh: '证书 {file} 的密钥为 {found}：Fabric 身份须使用 P-256 上的 ECDSA，其签发机构须使用 P-256 或 P-384。',
  },
  CERTIFICATE_ROOTS: {
    en: '{file} holds {count} root certificates: put there exactly one, with the intermediate ones below it.',
    zh: '{file} 中有 {count} 个根证书：请只放入一个根证书及其下级证书。',
  },
  CLOCK_OFF: {
    en: 'The clock of this machine is {minutes} minutes from that of {name}, and Fabric refuses more than 15: set the clocks of both, best by NTP.',
    zh: '本机时钟与 {name} 相差 {minutes} 分钟，超过 Fabric 允许的 15 分钟：请校准双方时钟，建议使用 NTP。',
  },
  SHARED_FILES_MISSING: {
    en: 'Files of the other organisations are missing; copy them here from their machines and start again:{files}',
    zh: '缺少其他组织的文件；请从其机器复制到此处后重新启动：{files}',
  },
  UP_IN_PROGRESS: {
    en: 'Another start is at work on {folder}: wait until it is done, or end it.',
    zh: '另一次启动正在处理 {folder}：请等待其完成，或结束它。',
  },
  NETWORK_MISSING: {
    en: 'There is no network in {folder}: name the folder with --data, or start one with up.',
    zh: '{folder} 中没有网络：请用 --data 指定目录，或用 up 启动网络。',
  },
  ORGANISATION_UNKNOWN: {
    en: 'The topology has no organisation {id}; it has {known}.',
    zh: '拓扑中没有组织 {id}；现有：{known}。',
  },
  BINARIES_MISSING: {
    en: '{folder} lacks {missing}: name a complete folder in FABRIC_BIN, with config/core.yaml in or beside it; without FABRIC_BIN, remove this folder and they are built again.',
    zh: '{folder} 缺少 {missing}：请将 FABRIC_BIN 指向完整的目录（其中或旁边须有 config/core.yaml）；未设 FABRIC_BIN 时删除该目录即会重新构建。',
  },
  BINARIES_WRONG_VERSION: {
    en: '{folder} holds Fabric {found}, the topology asks for {wanted}: set FABRIC_BIN to a folder with that version, or correct the topology.',
    zh: '{folder} 中是 Fabric {found}，拓扑要求 {wanted}：请将 FABRIC_BIN 指向该版本的目录，或修改拓扑。',
  },
  BINARIES_NOT_BUILT_HERE: {
    en: 'Only Fabric {built} is built here, the topology asks for {wanted}: set FABRIC_BIN to a folder with that version, or correct the topology.',
    zh: '此处只能构建 Fabric {built}，拓扑要求 {wanted}：请将 FABRIC_BIN 指向该版本的目录，或修改拓扑。',
  },
  GO_MISSING: {
    en: "Fabric's programs are not here and Go is not installed: install Go {wanted} or newer, or set FABRIC_BIN to a folder with Fabric's programs.",
    zh: '未找到 Fabric 程序，也未安装 Go：请安装 Go {wanted} 或更新版本，或将 FABRIC_BIN 指向 Fabric 程序目录。',
  },
  GO_TOO_OLD: {
    en: "Go {found} is too old to build Fabric: install Go {wanted} or newer, or set FABRIC_BIN to a folder with Fabric's programs.",
    zh: 'Go {found} 过旧，无法构建 Fabric：请安装 Go {wanted} 或更新版本，或将 FABRIC_BIN 指向 Fabric 程序目录。',
  },
  DISK_FULL: {
    en: 'There are {free} MB free below {folder} and {wanted} MB are needed: make room, or choose another folder.',
    zh: '{folder} 可用空间 {free} MB，需要 {wanted} MB：请清理磁盘，或另选目录。',
  },
  PORT_IN_USE: {
    en: 'Port {port} on {host}, which {name} needs, is in use: end what listens there, or choose other ports with --port.',
    zh: '{name} 所需的端口 {host}:{port} 已被占用：请结束占用它的程序，或用 --port 另选端口。',
  },
  NO_FREE_PORTS: {
    en: 'There is no free range of {count} ports between {first} and {last}: end networks that are no longer needed.',
    zh: '{first} 与 {last} 之间没有连续 {count} 个空闲端口：请结束不再需要的网络。',
  },
  PROCESS_NOT_STARTED: {
    en: '{name} cannot be started ({command}): {reason}.',
    zh: '无法启动 {name}（{command}）：{reason}。',
  },
  PROCESS_ENDED: {
    en: '{name} ended while it was starting; its log {log} says:{reason}',
    zh: '{name} 在启动过程中退出；日志 {log}：{reason}',
  },
  PROCESS_NOT_READY: {
    en: '{name} is not ready after {seconds} seconds; its log {log} says:{reason}',
    zh: '{name} 在 {seconds} 秒后仍未就绪；日志 {log}：{reason}',
  },
  PROCESS_UNKNOWN: {
    en: 'There is no process {name} here; there are: {known}.',
    zh: '没有名为 {name} 的进程；现有：{known}。',
  },
  COMMAND_FAILED: {
    en: '{command} failed:{output}',
    zh: '命令 {command} 失败：{output}',
  },
  COMMAND_TIMED_OUT: {
    en: '{command} did not end within {seconds} seconds:{output}',
    zh: '命令 {command} 在 {seconds} 秒内未结束：{output}',
  },
  LOCK_HELD: {
    en: 'Another process has held {file} for too long: end it and try again.',
    zh: '另一进程长时间占用 {file}：请结束它后重试。',
  },
} as const satisfies Record<string, NetworkErrorEntry>;

/** A code of the table above. */
export type NetworkErrorCode = keyof typeof NETWORK_ERROR_CODES;
