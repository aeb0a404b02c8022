// SPDX-License-Identifier: Apache-2.0
import type { Admission } from '@chainshare/chaincode/model';

type Name = 'Xinghe' | 'Qiming' | 'Hechuan' | 'Guyu';

function admission(id: Name, zh: string, gln: string, uscc: string): Admission {
  return {
    id,
    names: { zh, en: id },
    roles: ['supplier'],
    uscc,
    gln,
    prefixes: [gln.slice(0, 7)],
    accreditations: [],
  };
}

/** Fictional enterprises of the demonstration chain, as they are admitted. */
export const admissions: Readonly<Record<Name, Admission>> = {
  Xinghe: admission('Xinghe', '星河电芯', '9520003000001', '91990000MA3000037K'),
  Qiming: admission('Qiming', '启明电池系统', '9520004000000', '91990000MA4000047T'),
  Hechuan: admission('Hechuan', '禾川稻作合作社', '9520007000007', '91990000MA7000077G'),
  Guyu: admission('Guyu', '谷雨食品', '9520008000006', '91990000MA8000087P'),
};
