/**
 * Finds policies that let whoever has them gain more rights. The known methods say which calls are needed; the engine
 * decides if the policy allows all of them by itself, with its denies and conditions, on things that are not only the
 * holder's own.
 */

import { actionsOf, type Method, type Need, type NeededOn } from '../../analysis/ways/format.ts';
import { limitMethods } from '#content/methods/limits.ts';
import { methods } from '#content/methods/list.ts';
import { thingOf } from '../../analysis/ways/things.ts';
import { type ActionName, actionMatches, actionName } from '../../eval/action.ts';
import type { Span } from '../../policy/syntax/tree.ts';
import type { CheckedPolicy } from '../document.ts';
import { type DocumentCheck, type CheckFinding, type LintSubject, found, identityKinds } from '../finding.ts';
import { allowsEverything } from './administrator.ts';
import {
  AllowedActions,
  type Asker,
  Deciding,
  type WantedAccess,
  compiledDocument,
  unlikelyName,
  someName,
} from './deciding.ts';

/** These hang on things that a policy does not tell: a boundary, another account, a key that is there. */
const unknown: ReadonlySet<string> = new Set([
  ...[
    'boundary',
    'other-account',
    'trusts-everybody',
    'inactive-key',
    'permission-set',
    'management-account',
  ],
]);
/** A new provider helps only where a role trusts one of that name. */
const waiting: ReadonlySet<string> = new Set(['iam:CreateSAMLProvider', 'iam:CreateOpenIDConnectProvider']);

interface Tried {
  readonly method: Method;
  readonly actions: readonly ActionName[];
}

/** Methods that one policy can make whole: not assuming a role, and not what only takes limits away. */
const tried: readonly Tried[] = methods
  .filter((method) => !limitMethods.includes(method))
  .filter(
    ({ needs, given = [], isPreparation, retired, caseOf, withTag }) =>
      !isPreparation &&
      !withTag &&
      retired === undefined &&
      caseOf === undefined &&
      !given.some((one) => unknown.has(one)) &&
      !needs.every(({ action }) => action.startsWith('sts:')) &&
      !needs.some(({ action }) => waiting.has(action)),
  )
  .map((method) => ({ method, actions: actionsOf(method).map(actionName) }));

export const escalation: DocumentCheck = (subject) => {
  if (!identityKinds.has(subject.kind) || allowsEverything(subject.policy)) return [];
  const allowed = new AllowedActions(subject.policy);
  const possible = tried.filter(({ actions }) => actions.every((action) => allowed.mayBe(action)));
  if (possible.length === 0) return [];
  const policy = compiledDocument(subject.text);
  if (!policy) return [];
  const account = accountOf(subject);
  const [user, role] = [userOf(account), roleOf(account)];
  const byUser = new Deciding(policy, user);
  let byRole: Deciding | undefined;
  const giving = new Giving(subject.policy);
  const written = subject.policy.statements.flatMap(({ effect, resource }) =>
    effect === 'Allow' ? (resource?.items.map(({ value }) => value) ?? []) : [],
  );
  const list = new Map<number, CheckFinding>();
  for (const { method } of possible) {
    const [first] = method.needs;
    if (!first || giving.spans(first.action).every(({ start }) => list.has(start))) continue;
    const isRoles = method.by === 'role';
    const deciding = isRoles ? (byRole ??= new Deciding(policy, role)) : byUser;
    const one = foundFor(method, {
      asker: isRoles ? role : user,
      written,
      deciding,
      giving,
    });
    if (one && !list.has(one.first)) list.set(one.first, one.found);
  }
  return [...list.values()];
};

class Giving {
  readonly #statements: CheckedPolicy['statements'];
  readonly #kept = new Map<string, readonly Span[]>();

  constructor({ statements }: CheckedPolicy) {
    this.#statements = statements;
  }

  spans(action: string): readonly Span[] {
    const kept = this.#kept.get(action);
    if (kept) return kept;
    const spans = this.#statements.flatMap((statement, index) =>
      statement.effect === 'Allow' ? (this.spanIn(index, action) ?? []) : [],
    );
    this.#kept.set(action, spans);
    return spans;
  }

  spanIn(index: number, action: string): Span | undefined {
    const { action: list, notAction } = this.#statements[index] ?? {};
    const name = actionName(action);
    const matches = ({ value }: { readonly value: string }) => actionMatches(value, name);
    if (notAction) return notAction.items.some(matches) ? undefined : notAction.span;
    return list?.items.find(matches)?.span;
  }
}

const userOf = (account: string): Asker => ({
  arn: `arn:aws:iam::${account}:user/${someName}`,
  account,
  name: someName,
});
const roleOf = (account: string): Asker => ({
  arn: `arn:aws:sts::${account}:assumed-role/${someName}/${someName}`,
  account,
  name: someName,
});

/** Returns an account that the policy names, because its patterns may be about no other. */
export const accountOf = ({ text, account }: LintSubject): string =>
  /:iam::(\d{12}):/.exec(text)?.[1] ?? account ?? '111122223333';

interface Asked extends Naming {
  readonly deciding: Deciding;
  readonly giving: Giving;
}

function foundFor(
  method: Method,
  { asker, written, deciding, giving }: Asked,
): { readonly first: number; readonly found: CheckFinding } | undefined {
  const spans: Span[] = [];
  for (const need of method.needs) {
    const index = wantedFor(need, method, { asker, written })
      .map((wanted) => deciding.allowedBy(wanted))
      .find((one) => one !== undefined);
    const span = index === undefined ? undefined : giving.spanIn(index, need.action);
    if (!span) return undefined;
    spans.push(span);
  }
  const [decisive] = spans;
  if (!decisive) return undefined;
  const places = [...new Map(spans.map((span) => [span.start, span])).values()].toSorted(
    (a, b) => a.start - b.start,
  );
  const [first = decisive, ...related] = places;
  const calls = actionsOf(method).join(' and ');
  // The methods write names between backticks; a finding is plain text.
  const stop = method.stop.replaceAll('`', '');
  const message = `With ${calls}, whoever has this ${gained[method.gain]}: “${method.name}”. ${stop}`;
  const one = found('self-escalation', first, message);
  return { first: decisive.start, found: related.length === 0 ? one : { ...one, related } };
}

const gained: Readonly<Record<Method['gain'], string>> = {
  self: 'can gain every right',
  user: 'can gain the rights of other users',
  role: 'can gain the rights of roles',
  new: 'can make a role with every right',
};

function wantedFor(
  { action, on, or = [] }: Need,
  method: Method,
  { asker, written }: Naming,
): WantedAccess[] {
  const key = keyOf(action, method);
  const resources = [on, ...or].flatMap((one) => {
    const resource = resourceFor(one, method, asker);
    return resource.length > 1 && resource.includes('*') ? concrete(resource, written) : [resource];
  });
  return resources.map((resource) => ({ action, resource, ...(key && { key }) }));
}

interface Naming {
  readonly asker: Asker;
  readonly written: readonly string[];
}

const mostNames = 6;

function concrete(pattern: string, written: readonly string[]): string[] {
  const [, , service = '', , account = '', ...rest] = pattern.split(':');
  const start = rest.join(':').replace(/\*.*$/s, '');
  const own = written.flatMap((text) => {
    const [, , named, region = '', owner = '', ...name] = text.split(':');
    if (named !== service || name.length === 0 || text.includes('${')) return [];
    const filled = name.join(':').replaceAll('*', unlikelyName).replaceAll('?', 'v');
    if (!filled.startsWith(start)) return [];
    return [`arn:aws:${service}:${plain(region)}:${owner === '' ? '' : account}:${filled}`];
  });
  const regions = new Set(['us-east-1', ...own.map((arn) => arn.split(':')[3] ?? '')]);
  const any = [...regions].map((region) =>
    pattern.replace(/^((?:[^:]*:){3})\*:/, `$1${region}:`).replaceAll('*', unlikelyName),
  );
  return [...new Set([...any, ...(pattern.endsWith('*') ? own : [])])].slice(0, mostNames);
}

const plain = (region: string): string => (/[*?]/.test(region) ? 'us-east-1' : region);

/** Returns the key that a call must carry for the method to give anything. */
function keyOf(action: string, { trusts }: Method): WantedAccess['key'] {
  if (action === 'iam:PassRole' && trusts !== undefined) return ['iam:PassedToService', trusts];
  if (/^iam:Attach(User|Group|Role)Policy$/.test(action))
    return ['iam:PolicyARN', 'arn:aws:iam::aws:policy/AdministratorAccess'];
  return undefined;
}

function resourceFor(on: NeededOn, method: Method, { arn, account, name }: Asker): string {
  const iam = (rest: string) => `arn:aws:iam::${account}:${rest}`;
  switch (on) {
    case '*':
      return '*';
    case 'self':
      return iam(`${arn.includes(':user/') ? 'user' : 'role'}/${name}`);
    case 'group':
      return iam(`group/${unlikelyName}`);
    case 'policy':
      return iam(`policy/${unlikelyName}`);
    case 'target':
      if (method.gain === 'new') return iam('*');
      return iam(`${method.gain === 'user' ? 'user' : 'role'}/${unlikelyName}`);
    case 'passed':
      return iam(`role/${unlikelyName}`);
    case 'profile':
      return iam(`instance-profile/${unlikelyName}`);
    case 'made':
    case 'provider':
      return iam('*');
    case 'resource':
      return method.exists ? filled(thingOf(method.exists.type).form, account, unlikelyName) : '*';
    case 'beside':
      return method.beside ? filled(thingOf(method.beside).form, account, unlikelyName) : '*';
    default:
      return filled(on, account, '*');
  }
}

const filled = (form: string, account: string, name: string): string =>
  `arn:aws:${form
    .replaceAll('{account}', account)
    .replaceAll('{region}', '*')
    .replaceAll(/\{\w+\}/g, name)}`;
