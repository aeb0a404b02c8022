// SPDX-License-Identifier: Apache-2.0
import { posix } from 'node:path';
import type { Archive } from './archive.js';
import type { DateSystem } from './cell-number.js';
import { readNumberForms, type NumberForm } from './number-forms.js';
import { workbookRefused } from './refusal.js';
import { readShortXml } from './xml.js';

/** What must be known of a workbook before its first sheet can be read. */
export interface Workbook {
  /** Part of the first sheet that people see. */
  readonly sheet: string;
  /** Part of the texts that cells share; absent when every cell holds its own. */
  readonly sharedTexts: string | undefined;
  readonly forms: readonly NumberForm[];
  readonly dateSystem: DateSystem;
}

interface Relation {
  /** Last word of its type; the words before differ between editions of the standard. */
  readonly type: string;
  readonly target: string;
}

/**
 * Reads what a workbook consists of (ECMA-376 part 1, 12.3).
 *
 * @throws GatewayError INVALID_REQUEST with fault NOT_XLSX or MACROS
 */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  if ((await archive.text('[Content_Types].xml')).includes('macroEnabled')) throw workbookRefused('MACROS');
  const roots = [...(await relationsOf(archive, '')).values()];
  const part = roots.find(({ type }) => type === 'officeDocument')?.target;
  if (part === undefined) throw workbookRefused('NOT_XLSX');
  const relations = await relationsOf(archive, part);
  const { sheetIds, dateSystem } = readSheets(await archive.text(part));
  const targetOf = (wanted: string) => [...relations.values()].find(({ type }) => type === wanted)?.target;
  const sheet = sheetIds
    .map((id) => relations.get(id))
    .find((relation) => relation?.type === 'worksheet')?.target;
  if (sheet === undefined || !archive.has(sheet)) throw workbookRefused('NOT_XLSX');
  const styles = targetOf('styles');
  return {
    sheet,
    sharedTexts: targetOf('sharedStrings'),
    forms: styles === undefined ? [] : readNumberForms(await archive.text(styles)),
    dateSystem,
  };
}

/** The relations of a part by id; their targets as names of parts (ECMA-376 part 2, 9.3). */
async function relationsOf(archive: Archive, part: string): Promise<ReadonlyMap<string, Relation>> {
  const folder = posix.dirname(part);
  const relations = new Map<string, Relation>();
  const text = await archive.text(posix.join(folder, '_rels', `${posix.basename(part)}.rels`));
  readShortXml(text, {
    open(name, { Id: id = '', Type: type = '', Target: target = '' }) {
      if (name !== 'Relationship') return;
      const full = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
      relations.set(id, { type: posix.basename(type), target: full });
    },
  });
  return relations;
}

/** The sheets in the order of their tabs, without those that are hidden. */
function readSheets(text: string): { readonly sheetIds: readonly string[]; readonly dateSystem: DateSystem } {
  const sheetIds: string[] = [];
  let dateSystem: DateSystem = 1900;
  readShortXml(text, {
    open(name, attributes) {
      if (name === 'workbookPr' && isTrue(attributes['date1904'])) dateSystem = 1904;
      if (name === 'sheet' && (attributes['state'] ?? 'visible') === 'visible') {
        const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'));
        sheetIds.push(id?.[1] ?? '');
      }
    },
  });
  return { sheetIds, dateSystem };
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}
