/** Explains the keys of policy documents. */

import type { Explain } from '../ui/editor/hover-words.ts';
import type { AwsWord } from '../ui/words/glossary.ts';

const documentKeys: ReadonlySet<string> = new Set<AwsWord>([
  'Version',
  'Statement',
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
]);

/** Explains a document's own keys by the glossary, and global condition keys in AWS's words. */
export const explainDocument: Explain = async (key) => {
  if (documentKeys.has(key)) return (await import('../ui/words/glossary.ts')).glossary[key as AwsWord];
  if (!key.includes(':')) return undefined;
  return (await import('../../core/policy/global-keys.ts')).findGlobalKey(key)?.meaning;
};
