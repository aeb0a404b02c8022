// SPDX-License-Identifier: Apache-2.0

/** What people write in a unit column, by the code of UN/ECE Recommendation 20 that it means. */
const NAMES_BY_CODE: Readonly<Record<string, string>> = {
  H87: '个 只 件 片 台 辆 枚 支 pcs pce pc',
  SET: '套',
  PR: '双 对',
  DZN: '打',
  MGM: '毫克 mg',
  GRM: '克 g',
  KGM: '公斤 千克 kg',
  TNE: '吨 t',
  MLT: '毫升 ml',
  LTR: '升 l',
  MMT: '毫米 mm',
  CMT: '厘米 cm',
  MTR: '米 m',
  KMT: '公里 千米 km',
  MTK: '平方米 平米 m² m2',
  MTQ: '立方米 方 m³ m3',
  H18: '公顷',
  KWH: '度 千瓦时 kwh',
  MWH: '兆瓦时 mwh',
  AMH: '安时',
  VLT: '伏 v',
  KWT: '千瓦',
  CEL: '摄氏度 ℃ °c',
  HUR: '小时',
  DAY: '天',
};

/**
 * Code by name, in lower case. Only names that mean one unit everywhere: 斤, 亩 and 箱 depend on who writes them and
 * are refused, unless an enterprise says in a mapping what they are.
 */
export const UNIT_NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(NAMES_BY_CODE).flatMap(([code, names]) => names.split(' ').map((name) => [name, code])),
);
