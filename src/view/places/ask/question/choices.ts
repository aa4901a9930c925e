/** Lists what the pickers of a question offer: principals, actions and resources. They are never a limit. */

import type { Session } from '../../../../app/session/session.svelte.ts';
import { actionSuggestions, resourceSuggestions } from '../../../../core/query/ask/question-options.ts';
import { resourceName } from '../../../../core/words/statement.ts';
import { identityOptions } from '../../../entity/options.ts';
import type { Option } from '../../../ui/controls/combobox.svelte.ts';

export const principalChoices = ({ state, account }: Session): Option[] =>
  identityOptions(state.world, account);

/** Names of this account's policies come first, then AWS's catalogue as far as it is loaded. */
export const actionChoices = ({ state, account, catalogue }: Session): Option[] =>
  [...new Set([...actionSuggestions(state.world, account), ...catalogue.actionNames])].map((name) => ({
    value: name,
    label: name,
  }));

export const resourceChoices = ({ state, account }: Session): Option[] =>
  resourceSuggestions(state.world, account).map(({ arn, known }) => ({
    value: arn,
    label: resourceWords(arn),
    kind: arn.startsWith('arn:aws:iam:') ? 'role' : 'resource',
    ...(known ? {} : { detail: 'named by a policy' }),
  }));

/** Writes an S3 path as people say it. Other resources keep their service. */
export const resourceWords = (arn: string): string =>
  arn === '*' ? 'everything' : resourceName(arn).replace(/^s3:\/\//, '');
