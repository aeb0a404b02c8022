// SPDX-License-Identifier: Apache-2.0

/** The look of the pages under `/docs`. */
export const STYLE_SHEET = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2.5rem; }
section { border-top: 1px solid #8886; padding: .75rem 0; }
section:target { background: #fd08; }
h3 { margin: 0; font-size: 1rem; }
h3, code { font-family: ui-monospace, monospace; }
p { margin: .25rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
td { padding: .15rem .5rem .15rem 0; vertical-align: top; }
td:first-child { white-space: nowrap; }
.status { opacity: .7; font-weight: normal; }
`;
