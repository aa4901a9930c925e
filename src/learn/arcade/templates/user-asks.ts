/** The most frequent question: a user with inline policies does one thing with one resource. */

import type { RequestContext } from '#core/authz/decision.ts';
import type { Dice } from '#share/generate/dice.ts';
import {
  type Deed,
  type ArcadeThing,
  type ThingKind,
  randomAccount as anAccount,
  can,
  person,
  thingIn,
  twoDeeds,
  userArnIn,
} from '../names.ts';
import { smallWorld } from '../small-world.ts';
import type { Asking } from '../format.ts';
import { defined } from '#core/model/defined.ts';

/** Draws what most templates begin with: a user, and one thing to do with one resource. */
export function begin(dice: Dice, kinds?: ThingKind[]) {
  const account = anAccount(dice);
  const who = person(dice);
  const thing = thingIn(dice, account, kinds);
  const [deed, otherDeed] = twoDeeds(dice, thing);
  return { account, who, thing, deed, otherDeed };
}

export interface UserAsks {
  readonly account: string;
  readonly who: string;
  readonly deed: Deed;
  readonly thing: ArcadeThing;
  readonly policies: Readonly<Record<string, string>>;
  /** Tags of the user, and of the resource. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly thingTags?: Readonly<Record<string, string>>;
  readonly context?: RequestContext;
  readonly facts?: readonly string[];
  readonly now?: number;
  /** Another question than `can … do the deed?`. */
  readonly text?: string;
}

export function userAsks({
  account,
  who,
  deed,
  thing,
  policies,
  tags,
  thingTags,
  ...rest
}: UserAsks): Asking {
  const { context, facts, now, text = can(who, deed) } = rest;
  return {
    world: smallWorld({
      [account]: {
        users: { [who]: { inline: policies, ...defined({ tags }) } },
        resources: {
          [thing.container]: {},
          ...(thingTags ? { [thing.arn]: { tags: thingTags } } : {}),
        },
      },
    }),
    text,
    question: {
      principal: userArnIn(account, who),
      action: deed.action,
      resource: thing.arn,
      ...defined({ context }),
    },
    ...defined({ facts, now }),
  };
}
