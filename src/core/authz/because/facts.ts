/**
 * The facts for the sentences of because.ts: the names of the parties, the policies that decided, and what a
 * request lacks when only the conditions of a statement did not hold. Nothing is decided here.
 */

import { compileResource, resourceCovers, splitFields } from '../../eval/arn.ts';
import { programOf } from '../../eval/program.ts';
import type { PolicyPlace, StatementMatcher } from '../../eval/statement.ts';
import { parseArn } from '../../model/arn.ts';
import type { Labels } from '../../model/labels.ts';
import { type Layer, layerName } from '../../model/policy-layers.ts';
import { servicesWithResourcePolicies } from '../../model/world/known-parts.ts';
import { compile } from '../../policy/compile.ts';
import { type NamedPolicy, layers } from '../decision.ts';
import { type Applicable, findingOf, findingOfOne, policyPlaces } from '../applicable-statements.ts';
import type { Ruling } from '../ruling.ts';
import { resourcePolicyKind } from '../special-cases.ts';
import { strangerArn } from '../principal.ts';
import { requestState } from './unmet-conditions.ts';

/** Rule id, the cause after `because`, and more for newcomers. No full stops. */
export type Sentence = readonly [rule: string, cause: string, more?: string];

/** Finds the level in the name of a policy that was given for a question: `the added SCP 1 of ou-ab12-11111111`. */
const givenLevel = / of (\d{12}|r-[a-z\d]+|ou-[a-z\d]+-[a-z\d]+)$/;

export class DecisionFacts {
  readonly policies: Applicable;
  readonly ruling: Ruling;
  readonly labels: Labels;

  constructor(policies: Applicable, ruling: Ruling, labels: Labels) {
    this.policies = policies;
    this.ruling = ruling;
    this.labels = labels;
  }

  get action(): string {
    return this.policies.request.action.text;
  }

  /** Returns `s3:GetObject on s3://pay/x`, for example. */
  get request(): string {
    if (this.labels.request !== undefined) return this.labels.request;
    const { resource } = this.policies.request;
    return resource === '*' ? this.action : `${this.action} on ${this.labels.resource(resource)}`;
  }

  get resource(): string {
    const { resource } = this.policies.request;
    return resource === '*' ? 'this resource' : this.labels.resource(resource);
  }

  /** Returns the resource for the beginning of a sentence: `The resource s3://pay/x`, `Role Deploy`. */
  get resourceFirst(): string {
    const first = capital(this.resource);
    return first === this.resource ? `The resource ${first}` : first;
  }

  /** Returns the caller's name. A session has its role's name, because its permissions are the role's. */
  get who(): string {
    const { kind, text, roleArn } = this.policies.request.principal;
    if (text === strangerArn) return 'anybody with an AWS account';
    if (kind === 'root') return 'the root user';
    if (kind === 'anonymous') return 'anonymous callers';
    return this.labels.principal(kind === 'role-session' ? (roleArn ?? text) : text);
  }

  get isFederatedUser(): boolean {
    return this.policies.request.principal.kind === 'federated-user';
  }

  /** Returns `trust policy`, `key policy` or `resource policy`. */
  get kindOfResourcePolicy(): string {
    return layerName('resource', resourcePolicyKind(this.policies.request)).policy;
  }

  /** True when such a resource can have a policy: an object by its bucket, but no instance. */
  get takesResourcePolicy(): boolean {
    const { request } = this.policies;
    return (
      resourcePolicyKind(request) !== undefined ||
      (request.resource !== '*' && servicesWithResourcePolicies.has(request.action.service))
    );
  }

  /** Returns `the trust policy of Deploy`, for example; `undefined` when the resource has no policy. */
  get resourcePolicy(): string | undefined {
    const { resource, request } = this.policies;
    if (!resource) return undefined;
    const label = this.labels.policy(resource.name);
    return resourcePolicyKind(request) === 'key'
      ? label.replace(/^the policy of/, 'the key policy of')
      : label;
  }

  /** Returns `no trust policy allows` or `the trust policy of Deploy does not allow`, for example. */
  get resourcePolicyAllowsNot(): string {
    const policy = this.resourcePolicy;
    return policy === undefined ? `no ${this.kindOfResourcePolicy} allows` : `${policy} does not allow`;
  }

  get boundary(): string {
    const { boundary } = this.policies;
    return `the permissions boundary ${boundary ? this.labels.policy(boundary.name) : ''}`.trim();
  }

  /** Returns the policies of the deciding statements: `ReadPayroll`, `Guard and Limits`. */
  deciding(): string {
    return all([...new Set(this.ruling.deciding.map(({ policy }) => this.named(policy)))]);
  }

  get decidingVerb(): string {
    return new Set(this.ruling.deciding.map(({ policy }) => policy)).size > 1 ? 'allow' : 'allows';
  }

  /** Returns a policy's name, with its kind when the name alone does not tell it. */
  named(policy: string, layer = this.ruling.layer): string {
    if (policy === this.policies.resource?.name) return this.resourcePolicy ?? policy;
    const label = this.labels.policy(policy);
    return layer === 'identity' || layer === 'resource' || /^the /i.test(label)
      ? label
      : `the ${layerName(layer).policy} ${label}`;
  }

  /** Returns `ReadPayroll allows it`, for example; `undefined` when no identity policy allows it. */
  get identityGrants(): string | undefined {
    const { identity = [], request } = this.policies;
    const { allowing } = findingOf(identity, request, policyPlaces.identity);
    const names = [...new Set(allowing.map(({ policy }) => this.labels.policy(policy)))];
    return names.length === 0 ? undefined : `${all(names)} ${names.length > 1 ? 'allow' : 'allows'} it`;
  }

  /** Returns true when a deciding statement of the resource policy names everyone. */
  get isForEveryone(): boolean {
    const { resource } = this.policies;
    if (!resource) return false;
    const { statements } = compile(resource.document);
    return this.ruling.deciding.some(
      ({ statement }) => statements[statement]?.principals?.some(({ value }) => value === '*') === true,
    );
  }

  /** Returns the first level of the organization whose SCPs allow nothing. `place`: absent where nobody knows it. */
  get silentLevel(): { readonly place?: string; readonly policies: readonly NamedPolicy[] } | undefined {
    const { scps = [], request } = this.policies;
    const place = policyPlaces['service-control'];
    const index = scps.findIndex((level) => findingOf(level, request, place).allowing.length === 0);
    const policies = scps[index];
    if (!policies) return undefined;
    const node = givenLevel.exec(policies[0]?.name ?? '')?.[1];
    if (node !== undefined) return { place: /^\d/.test(node) ? `account ${node}` : node, policies };
    // An account is below a root: one level alone was given for a question, and may be any.
    if (scps.length === 1 && policies.length > 0) return { policies };
    const isLast = index === scps.length - 1;
    const name = index === 0 ? 'the root' : isLast ? 'the account' : `level ${index + 1}`;
    return { place: `${name} of the organization`, policies };
  }

  /** Returns the first scope-down policy that allows nothing (Y-01). */
  get silentScope(): NamedPolicy | undefined {
    const { scopes = [], request } = this.policies;
    return scopes.find((one) => findingOfOne(one, request, policyPlaces.session).allowing.length === 0);
  }

  /** Returns `the second scope-down policy of ci does not allow`, for example. */
  get scopeAllowsNot(): string {
    const scope = this.silentScope;
    return scope === undefined ? 'no scope-down policy allows' : `${this.named(scope.name)} does not allow`;
  }

  /** Returns the state that conditions of a denying statement saw: `the request was made without MFA`. */
  get denyingState(): string | undefined {
    const [first] = this.ruling.deciding;
    const policy = first && this.#policiesOf(this.ruling.layer).find(({ name }) => name === first.policy);
    if (!policy) return undefined;
    const statement = programOf(compile(policy.document)).statements[first.statement];
    return statement && this.#stateOf(statement, () => true);
  }

  /**
   * Says which conditions of deciding statements hold because their keys are absent: `BoolIfExists`, `ForAllValues`,
   * `Null`, and operators with `Not`. `undefined`: none.
   */
  get absence(): string | undefined {
    const { request } = this.policies;
    const isAbsent = (key: string) => (request.value(key) ?? []).length === 0;
    const keys = this.ruling.deciding.flatMap(({ policy, statement }) => {
      const found = layers.flatMap((layer) => this.#policiesOf(layer)).find(({ name }) => name === policy);
      const tests = found && programOf(compile(found.document)).statements[statement]?.tests;
      return (tests ?? []).filter(({ key }) => isAbsent(key)).map(({ source }) => source.key);
    });
    const names = [...new Map(keys.map((key) => [key.toLowerCase(), key])).values()];
    if (names.length === 0) return undefined;
    return `The condition on ${all(names)} holds because the request does not have ${names.length > 1 ? 'them' : 'it'}`;
  }

  /**
   * Says which denies do not apply only because the request lacks their keys, as `Bool` on MFA does with long-term
   * credentials. `undefined`: none.
   */
  get absentDenies(): string | undefined {
    const found = layers.flatMap((layer) =>
      layer === 'root-user'
        ? []
        : this.#policiesOf(layer).map(({ name, document }) => ({
            name,
            kind: layer,
            keys: this.#keysForDeny(document, policyPlaces[layer]),
          })),
    );
    const open = found.filter(({ keys }) => keys.length > 0);
    if (open.length === 0) return undefined;
    const keys = [...new Set(open.flatMap((one) => one.keys))];
    const names = [...new Set(open.map(({ name, kind }) => this.named(name, kind)))];
    return `${capital(all(names))} also ${names.length > 1 ? 'have' : 'has'} a deny that does not apply because the request does not have ${all(keys)}`;
  }

  #keysForDeny(document: NamedPolicy['document'], place: PolicyPlace): readonly string[] {
    const { request } = this.policies;
    const isAbsent = (key: string) => (request.value(key) ?? []).length === 0;
    return programOf(compile(document))
      .forAction(request.action)
      .filter((one) => one.isDeny && one.failedPart(request, place) === 'condition')
      .flatMap((one) => {
        const failing = one.tests.filter((test) => !one.holdsTest(test, request));
        return failing.every(({ key }) => isAbsent(key)) ? failing.map(({ source }) => source.key) : [];
      });
  }

  /**
   * Returns a sentence with what the request lacks, when a statement fails only by its conditions. If several
   * do, it takes the one with the fewest failing conditions.
   */
  missing(
    rule: string,
    ...candidates: readonly (readonly [PolicyPlace, readonly NamedPolicy[]])[]
  ): Sentence | undefined {
    for (const [place, policies] of candidates) {
      const near = this.#nearest(place, policies);
      if (near === undefined) continue;
      const { statement, policy } = near;
      const state = this.#stateOf(statement, (holds) => !holds);
      if (state === undefined) continue;
      return [
        rule,
        state,
        `${capital(this.named(policy))} allows it only on a condition that this request does not meet`,
      ];
    }
    return undefined;
  }

  /**
   * Returns `ReadPayroll allows s3:GetObject only on other resources`; `undefined` when no policy does. Where only
   * region or account of the ARN is another, it shows both ARNs.
   */
  get allowedElsewhere(): string | undefined {
    const { identity = [], request } = this.policies;
    const near = identity.flatMap(({ name, document }) =>
      programOf(compile(document))
        .forAction(request.action)
        .filter((one) => !one.isDeny && one.failedPart(request, policyPlaces.identity) === 'resource')
        .map(({ source: { resources = [] } }) => ({
          name,
          alike: resources.find((text) => this.#isAlike(text)),
        })),
    );
    const alike = near.find((one) => one.alike !== undefined);
    if (alike)
      return `${capital(this.labels.policy(alike.name))} allows ${this.action} on ${alike.alike ?? ''}, but not on ${request.resource}`;
    const names = [...new Set(near.map(({ name }) => this.labels.policy(name)))];
    if (names.length === 0) return undefined;
    return `${capital(all(names))} ${names.length > 1 ? 'allow' : 'allows'} ${this.action} only on other resources`;
  }

  /** Tells if the pattern would cover the resource in another region or account. */
  #isAlike(pattern: string): boolean {
    const { request } = this.policies;
    const [arn, partition, service, , , resource] = splitFields(pattern);
    if (resource === undefined) return false;
    const anywhere = compileResource([arn, partition, service, '*', '*', resource].join(':'), false);
    return resourceCovers(anywhere, request.resource, request, true);
  }

  get inIdentity(): readonly [PolicyPlace, readonly NamedPolicy[]] {
    return [policyPlaces.identity, this.policies.identity ?? []];
  }

  get inResource(): readonly [PolicyPlace, readonly NamedPolicy[]] {
    const { resource } = this.policies;
    return [policyPlaces.resource, resource ? [resource] : []];
  }

  #nearest(place: PolicyPlace, policies: readonly NamedPolicy[]) {
    const { request } = this.policies;
    let nearest: { statement: StatementMatcher; policy: string; failing: number } | undefined;
    for (const { name, document } of policies) {
      for (const statement of programOf(compile(document)).forAction(request.action)) {
        if (statement.isDeny || statement.failedPart(request, place) !== 'condition') continue;
        const failing = statement.tests.filter((test) => !statement.holdsTest(test, request)).length;
        if (nearest === undefined || failing < nearest.failing)
          nearest = { statement, policy: name, failing };
      }
    }
    return nearest;
  }

  #stateOf(statement: StatementMatcher, wanted: (holds: boolean) => boolean): string | undefined {
    const { request } = this.policies;
    const check = this.labels.check?.(this.resource);
    const parties = { who: this.who, what: this.resource, ...(check === undefined ? {} : { check }) };
    const states = statement.tests
      .filter((test) => wanted(statement.holdsTest(test, request)))
      .map((test) => requestState(test, request, parties));
    return states.length === 0 ? undefined : all([...new Set(states)]);
  }

  #policiesOf(layer: Layer): readonly NamedPolicy[] {
    const { scps, rcps, endpoint, resource, identity, boundary, session = [], scopes = [] } = this.policies;
    const found: Readonly<Record<Layer, readonly (NamedPolicy | undefined)[] | undefined>> = {
      'service-control': scps?.flat(),
      'resource-control': rcps?.flat(),
      'vpc-endpoint': [endpoint],
      resource: [resource],
      'root-user': undefined,
      identity,
      'permissions-boundary': [boundary],
      session: [...session, ...scopes],
    };
    return (found[layer] ?? []).filter((policy) => policy !== undefined);
  }
}

/** Returns `no user dev/nobody in account 111122223333`, for example. */
export function absence(arn: string): string {
  const { account = '', resource = arn } = parseArn(arn) ?? {};
  const [type = '', ...name] = resource.replace(/^assumed-role(\/[^/]*).*/, 'role$1').split('/');
  return `no ${type} ${name.join('/')} in account ${account}`;
}

/** Returns `a`, `a and b` or `a, b and 3 more`. */
export function all(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? '';
  const shown = words.length <= 3 ? words : [...words.slice(0, 2), `${words.length - 2} more`];
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}

/** Makes the first word of a sentence large. A name stays as it is: `s3://logs` is no `S3://logs`. */
export const capital = (text: string) =>
  /^(an?|anonymous|each|even|if|no|over|role|session|the|this|through|with|without) /.test(text)
    ? text.charAt(0).toUpperCase() + text.slice(1)
    : text;
