// SPDX-License-Identifier: Apache-2.0
/**
 * A leading quote keeps spreadsheets from running a text as a formula (CWE-1236). Writing puts one before every
 * text that needs it, and reading takes exactly one off again, so that texts come back as they were.
 */

const needsGuard = /^[=+\-@']/;
const guardForm = /^'(?=[=+\-@'])/;

/** A text as a sheet may hold it. */
export function putGuard(text: string): string {
  return needsGuard.test(text) ? `'${text}` : text;
}

/** The text that was meant. */
export function takeOffGuard(text: string): string {
  return text.startsWith("'") ? text.replace(guardForm, '') : text;
}
