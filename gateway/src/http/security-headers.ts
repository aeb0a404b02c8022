// SPDX-License-Identifier: Apache-2.0
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Our own pages have a style sheet and nothing else; data needs nothing at all. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
};

/** Headers that keep a browser from doing more with an answer than reading it, and caches from keeping it. */
export function secure(): RequestHandler {
  const protect = helmet({ contentSecurityPolicy, referrerPolicy: { policy: 'no-referrer' } });
  return (request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    protect(request, response, next);
  };
}
