import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/**
 * Returns rules for components and their modules with runes that need no types (22 seconds). Those that need types are in
 * eslint.typed.config.js. Oxlint has the rules for all other files (.oxlintrc.json) and needs a tenth of the time, but
 * does not read components. Formatting is Oxfmt's business.
 */
export const rulesWith = (typescript, ...more) =>
  ts.config(
    {
      ignores: [
        '**/*',
        '!**/',
        '!**/*.svelte',
        '!**/*.svelte.ts',
        'dist/',
        'node_modules/',
        '.svelte-check/',
      ],
    },
    js.configs.recommended,
    ...typescript,
    ...svelte.configs.recommended,
    {
      files: ['**/*.svelte', '**/*.svelte.ts'],
      languageOptions: {
        globals: { ...globals.browser },
        parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] },
      },
      // What only the rules with types report is no unused comment here.
      linterOptions: { reportUnusedDisableDirectives: 'off' },
      rules: {
        'no-console': 'error',
        'no-undef': 'off',
        eqeqeq: ['error', 'always', { null: 'ignore' }],
        '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
        // An import whose names are all inline types still loads the module.
        '@typescript-eslint/no-import-type-side-effects': 'error',
        '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
        'svelte/no-at-html-tags': 'error',
        'svelte/require-each-key': 'error',
      },
    },
    ...more,
  );

export default rulesWith(ts.configs.recommended);
