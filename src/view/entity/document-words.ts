/** The keys of policy documents that are words of the glossary. */

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

/** Of a policy document: its own keys by the glossary, global condition keys by what AWS says of them. */
export const explainDocument: Explain = async (key) => {
  if (documentKeys.has(key)) return (await import('../ui/words/glossary.ts')).glossary[key as AwsWord];
  if (!key.includes(':')) return undefined;
  return (await import('../../core/policy/global-keys.ts')).findGlobalKey(key)?.meaning;
};
