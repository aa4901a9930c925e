import { env } from 'node:process';
import ts from 'typescript-eslint';

// Stands before the import that reads it: TypeScript reads components as the parser gives them to the rules. Otherwise
// each of them changes the program, which is then made anew (121 seconds for src/view, not 36), and what a component
// imports of another has no types.
env['SVELTE_ESLINT_PARSER_EXPERIMENTAL_TS_SYS_HOOK'] = '1';
const { rulesWith } = await import('./eslint.config.js');

/** The rules of eslint.config.js and those that need types (two minutes): `npm run lint:all`, in CI and by hand. */
export default rulesWith(ts.configs.recommendedTypeChecked, {
  files: ['**/*.svelte', '**/*.svelte.ts'],
  languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  linterOptions: { reportUnusedDisableDirectives: 'warn' },
  rules: {
    '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    // ESLint sees what generic components and runes hand to a function as `any`; svelte-check types it in full.
    '@typescript-eslint/no-unsafe-argument': 'off',
    '@typescript-eslint/no-unsafe-assignment': 'off',
    '@typescript-eslint/no-unsafe-call': 'off',
    '@typescript-eslint/no-unsafe-member-access': 'off',
    '@typescript-eslint/no-unsafe-return': 'off',
  },
});
