// SPDX-License-Identifier: Apache-2.0

/** One enterprise of the demonstration chain 示范链: fictional, with numbers of the GS1 example prefix 952. */
export interface DemoEnterprise {
  /** MSP ID, the enterprise's id everywhere. */
  readonly id: string;
  readonly names: { readonly zh: string; readonly en: string };
  readonly roles: readonly string[];
  readonly gln: string;
  readonly uscc: string;
  /** Industry chain A-F of the guideline, and the enterprise's stage in it. */
  readonly chain: 'A' | 'B' | 'C' | 'D' | 'E' | 'F';
  readonly stage: { readonly zh: string; readonly en: string };
}

/** The nine enterprises of the battery and rice chains, upstream first. */
export const DEMO_ENTERPRISES: readonly DemoEnterprise[] = [
  {
    id: 'Ganyuan',
    names: { zh: '赣源循环材料', en: 'Ganyuan Circular Materials' },
    roles: ['supplier'],
    gln: '9520001000003',
    uscc: '91990000MA10000175',
    chain: 'B',
    stage: { zh: '电池回收与锂盐精炼', en: 'recycler and lithium refiner' },
  },
  {
    id: 'Xiangling',
    names: { zh: '湘岭正极', en: 'Xiangling Cathode' },
    roles: ['supplier'],
    gln: '9520002000002',
    uscc: '91990000MA2000027C',
    chain: 'A',
    stage: { zh: '正极材料', en: 'cathode material' },
  },
  {
    id: 'Xinghe',
    names: { zh: '星河电芯', en: 'Xinghe Cells' },
    roles: ['supplier', 'customer'],
    gln: '9520003000001',
    uscc: '91990000MA3000037K',
    chain: 'A',
    stage: { zh: '电芯', en: 'cells' },
  },
  {
    id: 'Qiming',
    names: { zh: '启明电池系统', en: 'Qiming Battery Systems' },
    roles: ['supplier', 'customer'],
    gln: '9520004000000',
    uscc: '91990000MA4000047T',
    chain: 'C',
    stage: { zh: '电池包', en: 'battery packs' },
  },
  {
    id: 'Yuanlan',
    names: { zh: '远岚汽车', en: 'Yuanlan Auto' },
    roles: ['core', 'customer'],
    gln: '9520005000009',
    uscc: '91990000MA50000572',
    chain: 'C',
    stage: { zh: '整车品牌', en: 'vehicle brand' },
  },
  {
    id: 'Xinqiao',
    names: { zh: '芯桥传感', en: 'Xinqiao Sensors' },
    roles: ['supplier'],
    gln: '9520006000008',
    uscc: '91990000MA60000679',
    chain: 'D',
    stage: { zh: '传感标签', en: 'sensor tags' },
  },
  {
    id: 'Hechuan',
    names: { zh: '禾川稻作合作社', en: 'Hechuan Rice Co-op' },
    roles: ['supplier'],
    gln: '9520007000007',
    uscc: '91990000MA7000077G',
    chain: 'F',
    stage: { zh: '有机水稻种植', en: 'organic rice growing' },
  },
  {
    id: 'Guyu',
    names: { zh: '谷雨食品', en: 'Guyu Foods' },
    roles: ['core', 'customer'],
    gln: '9520008000006',
    uscc: '91990000MA8000087P',
    chain: 'E',
    stage: { zh: '碾米与包装', en: 'mill and packing' },
  },
  {
    id: 'Huazheng',
    names: { zh: '华证检验认证', en: 'Huazheng Assurance' },
    roles: ['certifier', 'lab'],
    gln: '9520009000005',
    uscc: '91990000MA9000097Y',
    chain: 'A',
    stage: { zh: '检验与认证', en: 'inspection and certification' },
  },
];
