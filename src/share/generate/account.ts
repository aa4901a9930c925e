/**
 * Generates a company's account, up to AWS's default quotas: for tests, for measurements, and to see how a
 * large account looks. The same options give the same rows, byte for byte.
 */

import { copyOfManagedPolicy } from '../../core/api/iam/policies/usable-policies.ts';
import { groupArn, instanceProfileArn, policyArn, roleArn, userArn } from '../../core/model/arn.ts';
import { type AccountId, type Arn, idPrefixes, newUniqueId, unsafeAccountId } from '../../core/model/ids.ts';
import { defaultQuotas } from '../../core/model/quotas.ts';
import type {
  InlinePolicy,
  PolicyRecord,
  PolicyVersion,
  UserRecord,
} from '../../core/model/records/identities.ts';
import type { Reference } from '../../core/model/service-reference.ts';
import { type MutableRecords, noRecords, type WorldRecords } from '../world-records.ts';
import { Dice } from './dice.ts';
import {
  boundaryPolicy,
  guardrail,
  inlineStatement,
  generatedPolicyText,
  type CompanyScope,
  type GeneratedStatement,
  teamPolicy,
} from './documents.ts';
import { someRole } from './trusts.ts';
import { accessWords, departments, firstNames, lastNames, offices, popularPolicies } from './words.ts';
import type { Steps } from '../../core/model/steps.ts';

export interface GenerateOptions {
  readonly seed: string | number;
  readonly users: number;
  readonly groups: number;
  readonly roles: number;
  /** Customer managed policies. */
  readonly policies: number;
  /** Twelve digits. By default they come from the seed. */
  readonly account?: string;
  /** AWS managed policies are attached only if it has them. */
  readonly reference: Reference;
}

/** Makes the rows in steps of about a millisecond, so that the page is not blocked. */
export function* generateAccountSteps(options: GenerateOptions): Steps<WorldRecords> {
  const company = new Company(options);
  yield* company.found();
  return company.records;
}

/** Records between two steps. */
const stride = 20;

interface Team {
  readonly department: string;
  readonly team: string;
}
const teams: readonly Team[] = departments.flatMap(({ name, teams: ofDepartment }) =>
  ofDepartment.map((team) => ({ department: name, team })),
);

class Company {
  readonly records: MutableRecords = noRecords();
  readonly #dice: Dice;
  readonly #account: AccountId;
  readonly #company: string;
  readonly #names = new Set<string>();
  readonly #managed: readonly PolicyRecord[];
  readonly #used = new Set<Arn>();
  readonly #ofTeam = new Map<string, Arn[]>();
  readonly #boundaries: Arn[] = [];
  readonly #guardrails: Arn[] = [];
  readonly #options: GenerateOptions;

  constructor(options: GenerateOptions) {
    this.#options = options;
    this.#dice = new Dice(options.seed);
    this.#account = unsafeAccountId(options.account ?? `${this.#dice.whole(1, 9)}${this.#dice.digits(11)}`);
    this.#company = this.#dice.pick(['northwind', 'bluepeak', 'oakline', 'starling', 'redwharf']);
    this.#managed = popularOf(options.reference);
  }

  /** INVARIANT: the order never changes, because the random choices depend on it. */
  *found(): Steps {
    const { policies, groups, users, roles } = this.#options;
    yield* repeated(policies, (at) => this.#policy(at));
    yield* repeated(groups, (at) => this.#group(at));
    yield* repeated(users, () => this.#user());
    yield* repeated(roles, () => this.#role());
    this.records.policies.push(...this.#managed.filter(({ arn }) => this.#used.has(arn)));
    this.records.accounts.push({
      id: this.#account,
      name: this.#company,
      createDate: '2018-01-01T00:00:00Z',
      quotas: {},
    });
  }

  #policy(at: number): void {
    const dice = this.#dice;
    const team = teamAt(at);
    const kind = dice.random();
    const scope = this.#scope(team);
    const [word, make]: readonly [string, (d: Dice, s: CompanyScope) => GeneratedStatement[]] =
      kind < 0.03
        ? ['guardrail', guardrail]
        : kind < 0.06
          ? ['boundary', boundaryPolicy]
          : [dice.pick(['access', 'data', 'deploy', 'run', 'read']), teamPolicy];
    const name = this.#name('policies', `${team.team}-${word}`);
    const path = dice.chance(0.7) ? '/' : `/${team.department}/`;
    const createDate = dice.date(2018, 2025);
    const versions = this.#versions(make, scope, createDate);
    const arn = policyArn(this.#account, path, name);
    this.records.policies.push({
      id: newUniqueId(idPrefixes.policy, dice.random),
      account: this.#account,
      policyName: name,
      path,
      arn,
      ...(dice.chance(0.4) ? { description: `${word} for ${team.team}` } : {}),
      createDate,
      updateDate: versions.at(-1)?.createDate ?? createDate,
      defaultVersionId: versions.at(-1)?.versionId ?? 'v1',
      nextVersion: Number(versions.at(-1)?.versionId.slice(1) ?? 1) + 1,
      isAttachable: true,
      versions,
      tags: [],
    });
    if (word === 'guardrail') this.#guardrails.push(arn);
    else if (word === 'boundary') this.#boundaries.push(arn);
    else this.#ofTeam.set(team.team, [...(this.#ofTeam.get(team.team) ?? []), arn]);
  }

  #versions(
    make: (d: Dice, s: CompanyScope) => GeneratedStatement[],
    scope: CompanyScope,
    created: string,
  ): PolicyVersion[] {
    const dice = this.#dice;
    const versions: PolicyVersion[] = [];
    let createDate = created;
    for (let number = 1, last = dice.skewed(1, 4); number <= last; number += 1) {
      versions.push({
        versionId: `v${number}`,
        document: generatedPolicyText(make(dice, scope)),
        createDate,
      });
      createDate = dice.later(createDate, 200);
    }
    return versions;
  }

  #group(at: number): void {
    const dice = this.#dice;
    const team = teamAt(at);
    const groupName = this.#name('groups', `${team.team}-${dice.pick(accessWords)}`);
    const path = `/${team.department}/`;
    this.records.groups.push({
      id: newUniqueId(idPrefixes.group, dice.random),
      account: this.#account,
      groupName,
      path,
      arn: groupArn(this.#account, path, groupName),
      createDate: dice.date(2018, 2025),
      inlinePolicies: dice.chance(0.1) ? [this.#inline(team)] : [],
      attachedPolicies: this.#attached(team, dice.skewed(1, defaultQuotas.PoliciesPerGroup)),
    });
  }

  #user(): void {
    const dice = this.#dice;
    const team = dice.pick(teams);
    const userName = this.#name('users', `${dice.pick(firstNames)}.${dice.pick(lastNames)}`);
    const path = `/${team.department}/`;
    const groups = dice.some(this.records.groups, dice.skewed(1, defaultQuotas.GroupsPerUser));
    const attached = dice.chance(0.5) ? dice.skewed(0, defaultQuotas.PoliciesPerUser) : 0;
    const user: UserRecord = {
      id: newUniqueId(idPrefixes.user, dice.random),
      account: this.#account,
      userName,
      path,
      arn: userArn(this.#account, path, userName),
      createDate: dice.date(2018, 2026),
      groups: groups.map(({ id }) => id),
      inlinePolicies: dice.chance(0.05) ? [this.#inline(team)] : [],
      attachedPolicies: this.#attached(team, attached),
      ...this.#boundary(0.15),
      tags: this.#tags(team),
    };
    this.records.users.push(user);
  }

  #role(): void {
    const dice = this.#dice;
    const team = dice.pick(teams);
    const { users, roles } = this.records;
    const kind = someRole(dice, {
      account: this.#account,
      partners: ['111122223333', '444455556666', '777788889999', '123412341234'],
      users: users.slice(0, 400).map(({ arn }) => arn),
      roles: roles.slice(-50).map(({ arn }) => arn),
    });
    const roleName = this.#name('roles', `${team.team}-${kind.suffix}`);
    const id = newUniqueId(idPrefixes.role, dice.random);
    const createDate = dice.date(2018, 2026);
    this.records.roles.push({
      id,
      account: this.#account,
      roleName,
      path: kind.path,
      arn: roleArn(this.#account, kind.path, roleName),
      createDate,
      assumeRolePolicyDocument: kind.trust,
      trustedIds: {},
      inlinePolicies: dice.chance(0.3) ? [this.#inline(team)] : [],
      attachedPolicies: this.#attached(team, dice.skewed(1, defaultQuotas.PoliciesPerRole)),
      ...this.#boundary(0.1),
      tags: dice.chance(0.5) ? this.#tags(team) : [],
      ...(kind.instanceProfile ? { description: kind.description } : {}),
      maxSessionDuration: 3600,
    });
    if (kind.instanceProfile) this.#instanceProfile(roleName, id, createDate);
    if (dice.chance(0.6)) this.#usage(id);
  }

  #instanceProfile(name: string, role: UserRecord['id'], createDate: string): void {
    this.records.instanceProfiles.push({
      id: newUniqueId(idPrefixes.instanceProfile, this.#dice.random),
      account: this.#account,
      instanceProfileName: name,
      path: '/',
      arn: instanceProfileArn(this.#account, '/', name),
      createDate,
      roles: [role],
      tags: [],
    });
  }

  #usage(principal: UserRecord['id']): void {
    const dice = this.#dice;
    const service = dice.pick(['s3', 'dynamodb', 'sqs', 'ec2', 'sts', 'lambda']);
    this.records.usage.push({
      id: `${principal}/${service}` as UserRecord['id'],
      account: this.#account,
      principal,
      service,
      lastUsed: dice.date(2026, 2026),
      region: dice.pick(['eu-west-1', 'us-east-1']),
    });
  }

  /** Chooses mostly the team's own policies, then AWS's, then other teams', and sometimes a guardrail. */
  #attached(team: Team, count: number): Arn[] {
    const dice = this.#dice;
    const own = this.#ofTeam.get(team.team) ?? [];
    const chosen = new Set<Arn>();
    for (let tries = 0; chosen.size < count && tries < 60; tries += 1) {
      const at = dice.random();
      if (at < 0.5 && own.length > 0) chosen.add(dice.pick(own));
      else if (at < 0.8 && this.#managed.length > 0) chosen.add(this.#takeManaged());
      else if (at < 0.85 && this.#guardrails.length > 0) chosen.add(dice.pick(this.#guardrails));
      else {
        const other = this.#ofTeam.get(dice.pick(teams).team);
        if (other) chosen.add(dice.pick(other));
      }
    }
    return [...chosen];
  }

  #takeManaged(): Arn {
    const { arn } = this.#dice.pick(this.#managed);
    this.#used.add(arn);
    return arn;
  }

  #boundary(probability: number): { permissionsBoundary?: Arn } {
    if (this.#boundaries.length === 0 || !this.#dice.chance(probability)) return {};
    return { permissionsBoundary: this.#dice.pick(this.#boundaries) };
  }

  #inline(team: Team): InlinePolicy {
    const statement = inlineStatement(this.#dice, this.#scope(team));
    return { policyName: `${statement.Sid ?? 'Inline'}`, document: generatedPolicyText([statement]) };
  }

  #tags({ department, team }: Team) {
    return [
      { key: 'department', value: department },
      { key: 'team', value: team },
      { key: 'office', value: this.#dice.pick(offices) },
      { key: 'cost-center', value: this.#dice.digits(5) },
    ];
  }

  #scope = ({ team }: Team): CompanyScope => ({ account: this.#account, company: this.#company, team });

  /** Adds a number to a name that is taken. N-01 ignores case; these names are lower case. */
  #name(table: string, wanted: string): string {
    for (let number = 1; ; number += 1) {
      const name = number === 1 ? wanted : `${wanted}-${number}`;
      if (this.#names.has(`${table}/${name}`)) continue;
      this.#names.add(`${table}/${name}`);
      return name;
    }
  }
}

function* repeated(count: number, make: (at: number) => void): Steps {
  for (let at = 0; at < count; at += 1) {
    make(at);
    if (at % stride === stride - 1) yield;
  }
}

/** Takes teams in turn, so that each gets its share of groups and policies. */
function teamAt(at: number): Team {
  const team = teams[at % teams.length];
  if (!team) throw new Error('a company has teams');
  return team;
}

/** Sorts by our own list, because the order of the catalogue may change. */
function popularOf(reference: Reference): PolicyRecord[] {
  const byName = new Map(reference.managedPolicies().map((policy) => [policy.name, policy]));
  return popularPolicies.flatMap((name) => {
    const policy = byName.get(name);
    return policy ? [copyOfManagedPolicy(policy)] : [];
  });
}
