/** The choices of from whom and to what the ways lead, of all accounts of a workspace; and whether a text is one. */

import { parseArn } from '#core/model/arn.ts';
import type { World } from '#core/model/world/world.ts';
import { resourceSuggestions } from '#core/query/ask/question-options.ts';
import { canAimAt } from '#core/query/ways/aims.ts';
import { isOutside, outsiderChoices } from '#core/query/ways/outsiders.ts';
import { thingKindOfArn, nameOfArn } from '../../entity/names.ts';
import { identityOptions } from '../../entity/options.ts';
import type { Option } from '../../ui/controls/combobox.svelte.ts';
import { administratorWord } from './words.ts';

const identities = (world: World): Option[] =>
  [...world.accounts.values()].flatMap(({ id, name }) =>
    identityOptions(world, id).map((option) =>
      world.accounts.size > 1 ? { ...option, detail: `in ${name}` } : option,
    ),
  );

/** Returns those that a way can begin with. The first is everybody. */
export const fromOptions = (world: World): Option[] => [
  { value: '', label: 'Everybody' },
  ...outsiderChoices(world).map((one): Option => ({ ...one, kind: 'outside' })),
  ...identities(world),
];

export function toOptions(world: World): Option[] {
  const options: Option[] = [
    { value: administratorWord, label: administratorWord },
    ...identities(world),
    ...[...world.accounts.values()].flatMap(({ id }) =>
      resourceSuggestions(world, id)
        .filter(({ arn }) => canAimAt(world, arn))
        .map(({ arn }): Option => ({ value: arn, label: nameOfArn(arn), kind: thingKindOfArn(arn) })),
    ),
  ];
  const seen = Object.fromEntries(options.map((option, at) => [option.value, at]));
  return options.filter(({ value }, at) => seen[value] === at);
}

/** Returns a sentence about a text that nobody has as a name; `undefined` where it is fine. */
export function wrongFrom({ index, resources }: World, from: string): string | undefined {
  if (isOutside(from)) return undefined;
  const parts = parseArn(from);
  if (!parts) return `“${from}” is no ARN, and no repository such as repo:owner/name:ref:refs/heads/main.`;
  const isKnown = index.byArn.has(from) || resources.has(from) || parts.service === 'sts';
  return isKnown || parts.resource === 'root' ? undefined : `There is no ${nameOfArn(from)} here.`;
}

export function wrongTo(world: World, to: string): string | undefined {
  if (to === administratorWord) return undefined;
  if (!parseArn(to)) return `“${to}” is no ARN. Choose administrator, a user, a role or a thing.`;
  const isIdentity = ['user', 'role'].includes(thingKindOfArn(to));
  if (isIdentity && !world.index.byArn.has(to)) return `There is no ${nameOfArn(to)} here.`;
  return canAimAt(world, to)
    ? undefined
    : `Ways to ${nameOfArn(to)} cannot be searched: choose a user, a role, a bucket or a secret.`;
}
