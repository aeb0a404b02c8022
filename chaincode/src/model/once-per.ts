// SPDX-License-Identifier: Apache-2.0

/**
 * Makes something of an object the first time it is asked for, and remembers it for as long as the object is there:
 * records are many, and what follows from their kind is the same for all of them.
 */
export function oncePer<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = make(key);
    known.set(key, made);
    return made;
  };
}
