/** Finds actions whose requests do not carry a condition key of their statement. */

import { actionMatches, actionName } from '../../eval/action.ts';
import type { ActionInfo } from '../../model/service-reference.ts';
import { findGlobalKey } from '../../policy/global-keys.ts';
import { parseOperator } from '../../policy/operator-names.ts';
import { serviceName } from '../../policy/service-names.ts';
import type { ConditionTest } from '../../policy/syntax/tree.ts';
import type { At } from '../conditions/at.ts';
import { dropAction, fixing } from '../edits/blocks.ts';
import { type CheckFinding, type LintSubject, found, values, inOrder } from '../finding.ts';
import { borrowedKeys, carries, hasKey, prefixOf } from './carrying.ts';

export function supportFindings(at: At): CheckFinding[] {
  const key = at.test.key.value;
  const without = outcomeWithout(at.test);
  if (!/^[^:\s]+:\S/.test(key) || without === undefined) return [];
  const ofServices = isTagKey.test(key) && !without ? tagFindings(at) : [];
  if (ofServices.length > 0 || isTagOfResource.test(key)) return ofServices;
  return actionFindings(at, without);
}

/** AWS does not look at aws:TagKeys: its own policies test it beside actions that lack it, and it reports none. */
const isTagKey = /^aws:(resource|request)tag\/./i;

/** Returns what a test says of a request without the key; `undefined` when its operator is meant to say that. */
function outcomeWithout({ operator }: ConditionTest): boolean | undefined {
  const { base, ifExists, set } = parseOperator(operator.value);
  if (base === 'null' || ifExists || set === 'ForAllValues') return undefined;
  return base.includes('not') && set === undefined;
}

function tagFindings(at: At): CheckFinding[] {
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
  const items = (statement.action?.items ?? []).filter(({ value }) => lacksTag(value, key.value, at.subject));
  const [first, ...others] = items;
  if (!first) return [];
  const lacking = items.map(({ value }) => value);
  const names = [...new Set(lacking.map((one) => serviceName(prefixOf(one))))].join(', ');
  const says = effect === 'Deny' ? 'denies' : 'allows';
  const isWild = lacking.some((one) => /[*?]/.test(one));
  const what = isWild ? `all of ${shortList(lacking)}` : shortList(lacking);
  return [
    {
      ...found(
        effect === 'Deny' ? 'deny-with-tag-of-service' : 'allow-with-tag-of-service',
        first.span,
        `Requests of ${names} do not carry ${key.value} for ${what}. The statement never ${says} those without it.`,
      ),
      // AWS's places, too: the actions, then the key.
      related: inOrder([...others, key]),
      ...(isWild ? {} : dropping(at, lacking)),
    },
  ];
}

/** Tags of requests count for the whole service, tags of resources for each action. */
function lacksTag(pattern: string, key: string, { reference }: LintSubject): boolean {
  const service = reference.service?.(prefixOf(pattern));
  if (!service) return false;
  const isWild = /[*?]/.test(pattern);
  const action = isWild ? undefined : reference.action(pattern);
  if (!isWild && !action) return false;
  if (!isTagOfResource.test(key)) return !hasKey(service.conditionKeys, key);
  if (action) return !knowsTag(action, key);
  return service.actions.some((one) => !knowsTag(one, key) && actionMatches(pattern, actionName(one.name)));
}

const isTagOfResource = /^aws:resourcetag\//i;

/** AWS's analyzer says nothing of actions that make a resource with tags, as its findings for its own policies show. */
const knowsTag = (action: ActionInfo, key: string): boolean =>
  carries(action, key) || hasKey(action.conditionKeys, 'aws:RequestTag/any');

/** AWS does not look at actions with wildcards, nor at global keys except those of tags. */
function actionFindings(at: At, holdsWithout: boolean): CheckFinding[] {
  const { test, statement, subject } = at;
  const { key } = test;
  // One of several negated tests is often there for the other actions: "neither tag is mine".
  const isBesideOthers = holdsWithout && (statement.conditions ?? []).length > 1;
  if (isBesideOthers || !isOfActions(key.value, subject)) return [];
  const items = (statement.action?.items ?? []).filter(({ value }) => {
    const action = plainAction(value, subject);
    return action !== undefined && !carries(action, key.value) && isCompared(action, key.value);
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
      related: inOrder([...others, test.values]),
      ...(holdsWithout ? {} : dropping(at, lacking)),
    },
  ];
}

/** AWS's own policies test keys of a service beside its calls that no resource can limit, and it reports none. */
const isCompared = ({ resourceTypes }: ActionInfo, key: string): boolean =>
  resourceTypes.length > 0 || isTagKey.test(key);

function plainAction(name: string, { reference }: LintSubject): ActionInfo | undefined {
  return /[*?]/.test(name) ? undefined : reference.action(name);
}

function isOfActions(key: string, subject: LintSubject): boolean {
  const { reference } = subject;
  const prefix = prefixOf(key);
  if (prefix === 'aws') return /^aws:requesttag\/./i.test(key);
  if (findGlobalKey(key)) return false;
  if (/[./]/.test(prefix)) return (reference.service?.('sts')?.conditionKeys ?? []).includes(key);
  const service = reference.service?.(prefix);
  return (service !== undefined && hasKey(service.conditionKeys, key)) || hasKey(borrowedKeys(subject), key);
}

/** Takes the actions out, which changes nothing: the statement never reaches them. */
function dropping({ statement, subject }: At, lacking: readonly string[]): Pick<CheckFinding, 'fix'> {
  if (new Set(lacking).size >= new Set(values(statement.action)).size) return {};
  return fixing(`Remove ${shortList(lacking)}`, subject.text, statement.index, (block) =>
    lacking.reduce((left, name) => dropAction(name)(left), block),
  );
}

function shortList(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
