// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@chainshare/chaincode/model';
import type { AccessLogService, Page } from '../../services.js';
import type { Store } from '../../store/store.js';
import type { AccessRecorder } from './access-recorder.js';
import { queryFault } from './query-fault.js';

/** What this gateway served or refused, newest first. */
export class AccessLog implements AccessLogService {
  readonly #store: Store;
  readonly #recorder: AccessRecorder;

  constructor(store: Store, recorder: AccessRecorder) {
    this.#store = store;
    this.#recorder = recorder;
  }

  async list(query: { readonly limit: number; readonly cursor?: string }): Promise<Page<JsonObject>> {
    const { limit, cursor } = query;
    if (cursor !== undefined && !/^[1-9]\d{0,15}$/.test(cursor))
      throw queryFault('cursor', 'is not of this list');
    await this.#recorder.flush();
    const before = cursor === undefined ? null : Number(cursor);
    const entries = await this.#store.read('access-log.page', { before, limit: limit + 1 });
    const data = entries.slice(0, limit);
    const asOfBlock = Math.max(await this.#store.read('project.checkpoint', {}), 0);
    const next = entries.length > limit ? String(data.at(-1)?.seq) : null;
    return { data: data.map((entry) => ({ ...entry })), asOfBlock, pending: 0, withheld: [], next };
  }
}
