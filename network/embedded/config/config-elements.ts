// SPDX-License-Identifier: Apache-2.0
import { common } from '../protos/index.js';

/** A group, value or policy of a configuration tree, taken out of it. */
export interface ConfigElement {
  /** Kind and path, for example `[Value]  /Channel/Orderer/BatchSize`; the spacing is Fabric's. */
  readonly key: string;
  /** Path of the group whose policies decide about the element: its own for a group, else that around it. */
  readonly policyPath: string;
  readonly version: number;
  readonly modPolicy: string;
  readonly content: common.ConfigGroup | common.ConfigValue | common.ConfigPolicy;
}

/** All elements of a tree by key (common/configtx/configmap.go). */
export type ConfigElements = ReadonlyMap<string, ConfigElement>;

const ROOT = '/Channel';

/** Takes a tree apart. */
export function elementsOf(root: common.ConfigGroup | undefined): ConfigElements {
  const elements = new Map<string, ConfigElement>();
  if (root) addGroup(elements, ROOT, root);
  return elements;
}

/**
 * Puts a tree together: a group has the children that it names, with the content that stands in the map.
 * @throws Error when a group names something that is not there.
 */
export function treeOf(elements: ConfigElements): common.ConfigGroup {
  return groupAt(elements, ROOT);
}

function addGroup(elements: Map<string, ConfigElement>, path: string, group: common.ConfigGroup): void {
  const add = (key: string, content: ConfigElement['content']): void => {
    const version = content.getVersion();
    elements.set(key, { key, policyPath: path, version, modPolicy: content.getModPolicy(), content });
  };
  add(groupKey(path), group);
  for (const [name, value] of group.getValuesMap().entries()) add(valueKey(`${path}/${name}`), value);
  for (const [name, policy] of group.getPoliciesMap().entries()) add(policyKey(`${path}/${name}`), policy);
  for (const [name, child] of group.getGroupsMap().entries()) addGroup(elements, `${path}/${name}`, child);
}

function groupAt(elements: ConfigElements, path: string): common.ConfigGroup {
  const named = contentOf(elements, groupKey(path), common.ConfigGroup);
  const group = new common.ConfigGroup();
  group.setVersion(named.getVersion());
  group.setModPolicy(named.getModPolicy());
  for (const [name] of named.getGroupsMap().entries()) {
    group.getGroupsMap().set(name, groupAt(elements, `${path}/${name}`));
  }
  for (const [name] of named.getValuesMap().entries()) {
    group.getValuesMap().set(name, contentOf(elements, valueKey(`${path}/${name}`), common.ConfigValue));
  }
  for (const [name] of named.getPoliciesMap().entries()) {
    group.getPoliciesMap().set(name, contentOf(elements, policyKey(`${path}/${name}`), common.ConfigPolicy));
  }
  return group;
}

function contentOf<T extends ConfigElement['content']>(
  elements: ConfigElements,
  key: string,
  type: new () => T,
): T {
  const content = elements.get(key)?.content;
  if (content instanceof type) return content;
  throw new Error(`missing ${key} in the configuration`);
}

function groupKey(path: string): string {
  return `[Group]  ${path}`;
}

function valueKey(path: string): string {
  return `[Value]  ${path}`;
}

function policyKey(path: string): string {
  return `[Policy] ${path}`;
}
