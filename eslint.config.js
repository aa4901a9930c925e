import { env } from 'node:process';
import js from '@eslint/js';
import globals from 'globals';
import ts from 'typescript-eslint';

// Stands before the import that reads it: TypeScript reads components as the parser gives them to the rules. Otherwise
// each of them changes the program, which is then made anew (121 seconds for src/view, not 36), and what a component
// imports of another has no types.
env['SVELTE_ESLINT_PARSER_EXPERIMENTAL_TS_SYS_HOOK'] = '1';
const { default: svelte } = await import('eslint-plugin-svelte');

/**
 * Typed rules for components and their modules with runes. Oxlint has the same rules for all other files (.oxlintrc.json)
 * and needs a tenth of the time, but does not read components. Formatting is Oxfmt's business.
 */
export default ts.config(
  { ignores: ['**/*', '!**/', '!**/*.svelte', '!**/*.svelte.ts', 'dist/', 'node_modules/'] },
  js.configs.recommended,
  ...ts.configs.recommendedTypeChecked,
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: {
        parser: ts.parser,
        projectService: true,
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'no-console': 'error',
      'no-undef': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      'svelte/no-at-html-tags': 'error',
      'svelte/require-each-key': 'error',
      // ESLint sees what generic components and runes hand to a function as `any`; svelte-check types it in full.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
