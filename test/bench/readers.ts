// SPDX-License-Identifier: Apache-2.0

/** Partners of Xinghe that receive its stock: all the others of the demonstration chain. */
export const READERS = [
  'Qiming',
  'Yuanlan',
  'Ganyuan',
  'Xiangling',
  'Xinqiao',
  'Hechuan',
  'Guyu',
  'Huazheng',
] as const;
