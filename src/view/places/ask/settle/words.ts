/** Says which file is missing, what it decides alone, and what a pasted policy leaves open. */

import { parseArn } from '#core/model/arn.ts';
import { kindNear } from '#core/model/resource-kinds/lookup.ts';
import type { FileName, MissingFile } from '#core/query/settle/settle.ts';
import type { AssumedDraft } from '../given-policies/drafts.svelte.ts';
import type { AssumedKind } from '../given-policies/words.ts';
import { missingLevels } from './pasted.ts';
import { spokenResource } from '#core/model/labels.ts';

export function fileTitle({ kind, account, resource = '' }: FileName): string {
  const name = `\`${spokenResource(resource)}\``;
  switch (kind) {
    case 'scps':
      return `The service control policies (SCPs) of account ${account ?? ''}`;
    case 'rcps':
      return account === undefined
        ? 'The resource control policies (RCPs) of the account that owns the bucket'
        : `The resource control policies (RCPs) of account ${account}`;
    case 'membership':
      return `The organization of account ${account ?? ''}, or that it is in none`;
    case 'account':
      return `The users, roles and policies of account ${account ?? ''}`;
    case 'attached-policies':
      return 'Policies that the imported file names and does not hold';
    case 'resource-policy':
      return resource.includes(':alias/')
        ? `The key behind ${name}`
        : `The ${policyName(resource)} of ${name}`;
    case 'grants':
      return `The grants of ${name}`;
    case 'bucket-abac':
      return `Attribute-based access of ${name}: on or off`;
    case 'block-public-access':
      return `S3 Block Public Access of ${name}, if its policy is public`;
    case 'context-key':
      return `A value of \`${resource}\`, stated with the question`;
    case 'narrower-question':
      return 'A question about one caller and one resource';
  }
}

const policyName = (arn: string): string =>
  parseArn(arn)?.service === 'iam' ? 'trust policy' : (kindNear(arn)?.policy?.name ?? 'resource policy');

export function settleWords(files: readonly MissingFile[]): string {
  if (files.length === 1) return 'One file settles it.';
  const alone = files.filter((file) => file.alone.length > 0);
  if (alone.length === 0) return 'All of these count.';
  const yes = alone.filter((file) => file.alone.includes('allowed')).length;
  const some =
    alone.length === files.length
      ? 'Any of these'
      : alone.length === 1
        ? 'The first one'
        : `Each of the first ${alone.length}`;
  return yes === 0
    ? `${some} can make it a sure No alone. A Yes may need all of them.`
    : 'The first one can settle it alone.';
}

/** Returns the kind of policy that a question can be given in place of the file; `undefined`: none. */
export function pastedKind({ kind, resource = '' }: FileName): AssumedKind | undefined {
  if (kind === 'scps') return 'scp';
  if (kind === 'rcps') return 'rcp';
  return kind === 'resource-policy' && !resource.includes(':alias/') ? 'resource' : undefined;
}

/** Says what the pasted control policies leave open; `undefined`: nothing was pasted. */
export function openWords(draft: AssumedDraft | undefined): string | undefined {
  if (!draft?.included || !draft.sound) return undefined;
  if (!draft.levels)
    return 'One policy of one level counts. Other levels, and more policies of this one, are open.';
  return `Missing: ${missingLevels(draft.levels).join(' and ')}. Paste all that the command prints.`;
}
