// SPDX-License-Identifier: Apache-2.0
import type { Request } from 'express';

/** The languages in which people are addressed; the first is the one for everybody else. */
export const languages = ['en', 'zh'] as const;

/** A language in which people are addressed. */
export type Language = (typeof languages)[number];

/** The language that the caller likes best (Accept-Language, RFC 9110 section 12.5.4), else English. */
export function languageOf(request: Request): Language {
  const preferred = request.acceptsLanguages(...languages);
  return languages.find((language) => language === preferred) ?? languages[0];
}
