// SPDX-License-Identifier: Apache-2.0
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Refuses imports by pattern; the reason is shown to whoever crosses the boundary. */
const refuse = (...groups) => ({
  'no-restricted-imports': ['error', { patterns: groups.map(([group, message]) => ({ group, message })) }],
});

export default tseslint.config(
  { ignores: ['**/out/**', '**/node_modules/**', '**/generated/**', '.chainshare/**', 'coverage/**'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      complexity: ['error', 10],
      'max-lines': ['error', { max: 300, skipBlankLines: false }],
      'max-lines-per-function': ['error', { max: 70 }],
      'max-params': ['error', 4],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        module: 'writable',
        require: 'readonly',
        exports: 'writable',
        Buffer: 'readonly',
        setTimeout: 'readonly',
      },
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // describe() blocks and tables of cases are long by nature; chai asserts by property access.
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  {
    files: ['chaincode/src/model/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?!\\.{1,2}/|node:crypto$)',
              message: 'the model is pure: it may import nothing but node:crypto',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['chaincode/src/contracts/**/*.ts'],
    // Decorator metadata needs the class itself, so a type-only import would break the contract.
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: ['gateway/src/**/*.ts'],
    ignores: ['gateway/src/ledger/**'],
    rules: refuse([['@hyperledger/*', '@grpc/*'], 'only gateway/src/ledger talks to Fabric']),
  },
  {
    files: ['client-sdk/src/**/*.ts'],
    rules: refuse([
      ['@chainshare/*', '**/chaincode/**', '**/gateway/**', '**/network/**'],
      'the SDK shares vectors, not code, across the trust boundary',
    ]),
  },
  {
    files: [
      'network/embedded/**/*.ts',
      'network/crypto/**/*.ts',
      'network/fabric/**/*.ts',
      'network/founding/**/*.ts',
    ],
    rules: refuse([
      ['@chainshare/*', '**/chaincode/**', '**/gateway/**', '**/client-sdk/**'],
      'the ledger knows nothing of supply chains',
    ]),
  },
  {
    files: ['chaincode/**/*.ts', 'gateway/**/*.ts', 'client-sdk/**/*.ts', 'network/**/*.ts'],
    rules: { 'no-console': 'error' },
  },
);
