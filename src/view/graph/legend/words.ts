/** The AWS words that explain the legend's kinds and relations. */

import type { EdgeKind, NodeKind } from '../../../core/graph/model.ts';
import type { AwsWord } from '../../ui/words/glossary.ts';

export const kindAwsWords: Readonly<Partial<Record<NodeKind, AwsWord>>> = {
  root: 'root user',
  user: 'IAM user',
  group: 'group',
  role: 'role',
  policy: 'policy',
  resource: 'Resource',
  outside: 'identity provider',
};

export const edgeAwsWords: Readonly<Partial<Record<EdgeKind, AwsWord>>> = {
  'member-of': 'group',
  attached: 'attach',
  inline: 'inline policy',
  boundary: 'permissions boundary',
  denies: 'explicit deny',
  'can-assume': 'AssumeRole',
  'named-by': 'resource policy',
};
