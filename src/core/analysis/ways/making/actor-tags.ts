/** Finds tags with which an actor fits a variable of its policies, from tags and names of things. */

import type { Tag } from '#core/model/records/tag.ts';
import { type World, ownedBy } from '#core/model/world/world.ts';
import type { AccountId } from '#core/model/ids.ts';
import type { SearchEnv } from '../search-env.ts';
import { type OwnRules, rulesOf } from './own-rules.ts';

interface Tagged {
  readonly arn: string;
  readonly account: AccountId;
  readonly tags: readonly Tag[];
}

const mostTags = 8;
const variable = /\$\{aws:principaltag\/([^},]+)[^}]*\}/i;

/** Returns `{key}={value}` for each tag that would make a variable fit something of the account. */
export function actorTags(world: World, self: Tagged, env: SearchEnv): string[] {
  const rules = rulesOf(world, self.arn, env);
  const open = [...byTags(rules), ...byNames(rules)];
  if (open.length === 0) return [];
  const { account } = self;
  const things = [
    ...ownedBy(world, 'users', account),
    ...ownedBy(world, 'roles', account),
    ...ownedBy(world, 'policies', account),
  ];
  const found = new Set<string>();
  for (const { key, valueOn } of open)
    for (const thing of things) {
      const value = valueOn(thing);
      if (found.size >= mostTags) return [...found];
      if (value && !self.tags.some((tag) => tag.key === key && tag.value === value))
        found.add(`${key}=${value}`);
    }
  return [...found];
}

interface Open {
  readonly key: string;
  readonly valueOn: (thing: Tagged) => string | undefined;
}

const byTags = ({ statements }: OwnRules): Open[] =>
  statements.flatMap(({ conditions = [] }) =>
    conditions.flatMap(({ key, values }) =>
      values.flatMap((value) => {
        const [own, other] = [`\${${key}}`, value].map((text) => variable.exec(text)?.[1] ?? '');
        const [ofThis, ofOther] = [key, value].map((text) => onThing.exec(text)?.[1] ?? '');
        if (other && ofThis) return [{ key: other, valueOn: tagNamed(ofThis) }];
        return own && ofOther ? [{ key: own, valueOn: tagNamed(ofOther) }] : [];
      }),
    ),
  );

const onThing = /(?:aws|iam):resourcetag\/([^},]+)/i;
const tagNamed =
  (name: string) =>
  ({ tags }: Tagged): string | undefined =>
    tags.find(({ key }) => key.toLowerCase() === name.toLowerCase())?.value;

const byNames = ({ statements }: OwnRules): Open[] =>
  statements.flatMap(({ resources = [], notResources = [] }) =>
    [...resources, ...notResources].flatMap((pattern) => {
      const key = variable.exec(pattern)?.[1];
      if (key === undefined) return [];
      const form = formOf(pattern);
      return [{ key, valueOn: ({ arn }: Tagged) => form.exec(arn)?.[1] }];
    }),
  );

function formOf(pattern: string): RegExp {
  const [before = '', after = ''] = pattern.split(variable).filter((_, at) => at % 2 === 0);
  const expression = (text: string) =>
    text
      .replaceAll(/\$\{[^}]*\}/g, '*')
      .replaceAll(/[.+^$()|[\]\\{}]/g, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
  return new RegExp(`^${expression(before)}([^/]+?)${expression(after)}$`, 's');
}
