/** Finds actions whose requests do not carry a condition key of their statement. */

import { actionMatches, actionName } from '../../eval/action.ts';
import type { ActionInfo } from '../../model/service-reference.ts';
import { findGlobalKey } from '../../policy/global-keys.ts';
import { parseOperator } from '../../policy/operator-names.ts';
import { serviceName } from '../../policy/service-names.ts';
import type { ConditionTest } from '../../policy/syntax/tree.ts';
import type { At } from '../conditions/at.ts';
import { dropAction, fixing } from '../edits/blocks.ts';
import { type Found, type Subject, found, values } from '../finding.ts';
import { borrowedKeys, carries, hasKey, prefixOf } from './carrying.ts';

/** Returns findings of one key: of tags for whole services, of other keys for single actions. */
export function supportFindings(at: At): Found[] {
  const key = at.test.key.value;
  const without = outcomeWithout(at.test);
  if (!/^[^:\s]+:\S/.test(key) || without === undefined) return [];
  const ofServices = isTagKey.test(key) && !without ? tagFindings(at) : [];
  if (ofServices.length > 0 || isTagOfResource.test(key)) return ofServices;
  return actionFindings(at, without);
}

const isTagKey = /^aws:((resource|request)tag\/.|tagkeys$)/i;

/** Returns what a test says of a request without the key; `undefined` when its operator is meant to say that. */
function outcomeWithout({ operator, values: list }: ConditionTest): boolean | undefined {
  const { base, ifExists, set } = parseOperator(operator.value);
  if (base === 'null') return values(list).every((one) => one.toLowerCase() === 'false') ? false : undefined;
  if (ifExists || set === 'ForAllValues') return undefined;
  return base.includes('not') && set === undefined;
}

function tagFindings(at: At): Found[] {
  const {
    test: { key },
    statement,
  } = at;
  const { effect } = statement;
  if (effect === undefined) return [];
  if (statement.notAction) {
    const id = effect === 'Deny' ? 'deny-notaction-with-tag' : 'allow-notaction-with-tag';
    const not = effect === 'Deny' ? 'Those actions are not denied.' : 'Those actions are not allowed.';
    return [
      found(
        id,
        key.span,
        `Many actions outside NotAction never carry ${key.value}. ${not} List the actions instead.`,
      ),
    ];
  }
  const lacking = lackingOf(at);
  if (lacking.length === 0) return [];
  const names = [...new Set(lacking.map((one) => serviceName(prefixOf(one))))].join(', ');
  const says = effect === 'Deny' ? 'denies' : 'allows';
  return [
    {
      ...found(
        effect === 'Deny' ? 'deny-with-tag-of-service' : 'allow-with-tag-of-service',
        key.span,
        `Requests of ${names} do not carry ${key.value} for ${shortList(lacking)}. The statement never ${says} them.`,
      ),
      ...dropping(at, lacking),
    },
  ];
}

/** Returns the items of Action none of whose actions carries the tag key. */
const lackingOf = ({ test: { key }, statement, subject }: At): string[] =>
  values(statement.action).filter((pattern) => lacksTag(pattern, key.value, subject));

/** Tags of requests count for the whole service, tags of resources for each action. */
function lacksTag(pattern: string, key: string, { reference }: Subject): boolean {
  const service = reference.service?.(prefixOf(pattern));
  if (!service) return false;
  const isWild = /[*?]/.test(pattern);
  const action = isWild ? undefined : reference.action(pattern);
  if (!isWild && !action) return false;
  if (!isTagOfResource.test(key)) return !hasKey(service.conditionKeys, key);
  if (action) return !carries(action, key);
  const [able, unable] = [true, false].map((does) =>
    service.actions.some((one) => carries(one, key) === does && actionMatches(pattern, actionName(one.name))),
  );
  return !able && unable === true;
}

const isTagOfResource = /^aws:resourcetag\//i;

/** AWS does not look at actions with wildcards, nor at global keys except those of tags. */
function actionFindings(at: At, holdsWithout: boolean): Found[] {
  const { test, statement, subject } = at;
  const { key } = test;
  // One of several negated tests is often there for the other actions: "neither tag is mine".
  const isBesideOthers = holdsWithout && (statement.conditions ?? []).length > 1;
  if (isBesideOthers || !isOfActions(key.value, subject)) return [];
  const items = (statement.action?.items ?? []).filter(({ value }) => {
    const action = plainAction(value, subject);
    return action !== undefined && !carries(action, key.value);
  });
  const [first, ...others] = items;
  if (!first) return [];
  const lacking = items.map(({ value }) => value);
  const [verb, they] = lacking.length === 1 ? ['does', 'it'] : ['do', 'them'];
  const says = statement.effect === 'Deny' ? 'denies' : 'allows';
  const result = holdsWithout
    ? `so the condition always holds and the statement ${says} ${they}`
    : `so the statement never ${says} ${they}`;
  return [
    {
      ...found(
        'condition-key-not-carried',
        first.span,
        `${shortList(lacking)} ${verb} not carry ${key.value}, ${result}.`,
      ),
      // AWS's places, too: the actions, then the value of the key.
      related: [...others, test.values].map(({ span }) => span).sort((a, b) => a.start - b.start),
      ...(holdsWithout ? {} : dropping(at, lacking)),
    },
  ];
}

function plainAction(name: string, { reference }: Subject): ActionInfo | undefined {
  return /[*?]/.test(name) ? undefined : reference.action(name);
}

/** Returns true for a key of which the reference says which actions carry it. */
function isOfActions(key: string, subject: Subject): boolean {
  const { reference } = subject;
  const prefix = prefixOf(key);
  if (prefix === 'aws') return /^aws:(requesttag\/.|tagkeys$)/i.test(key);
  if (findGlobalKey(key)) return false;
  if (/[./]/.test(prefix)) return (reference.service?.('sts')?.conditionKeys ?? []).includes(key);
  const service = reference.service?.(prefix);
  return (service !== undefined && hasKey(service.conditionKeys, key)) || hasKey(borrowedKeys(subject), key);
}

/** Takes the actions out, which changes nothing: the statement never reaches them. */
function dropping({ statement, subject }: At, lacking: readonly string[]): Pick<Found, 'fix'> {
  if (new Set(lacking).size >= new Set(values(statement.action)).size) return {};
  return fixing(`Remove ${shortList(lacking)}`, subject.text, statement.index, (block) =>
    lacking.reduce((left, name) => dropAction(name)(left), block),
  );
}

function shortList(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
