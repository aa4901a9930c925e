/**
 * Random worlds for the soundness of the analysis: an organization of three accounts, every kind of caller, every layer
 * of policies. The statements are those of the random cases of the engine, so that all operators and forms occur.
 */

import type { DecisionEnv } from '#core/authz/authorize.ts';
import { parseArn } from '#core/model/arn.ts';
import {
  type AccountId,
  type Arn,
  type EntityId,
  unsafeAccountId,
  unsafeArn,
  unsafeEntityId,
} from '#core/model/ids.ts';
import type { SessionPolicy, SessionRecord } from '#core/model/records/sessions.ts';
import type { ControlPolicyType } from '#core/model/records/lists.ts';
import type { Tag } from '#core/model/records/tag.ts';
import type { World } from '#core/model/world/world.ts';
import { type MutableRecords, noRecords, worldOf } from '#share/world-records.ts';
import type { Dice } from '../../property/random/dice.ts';
import { type Request, accounts, allActions, randomRequest } from '../../property/random/request.ts';
import { type Place, randomStatement } from '../../property/random/statement.ts';

export type Statement = Readonly<Record<string, unknown>>;

export interface Caller {
  readonly principal: string;
  /** Access key id of its temporary credentials. */
  readonly session?: string;
  /** The statements of every layer that may matter to it. */
  readonly statements: readonly Statement[];
}

export interface Made {
  readonly world: World;
  readonly env: DecisionEnv;
  readonly callers: readonly Caller[];
  readonly resources: readonly string[];
  /** Actions that requests ask. */
  readonly actions: readonly string[];
}

const [own, other] = accounts.map((id) => unsafeAccountId(id)) as [AccountId, AccountId];
const management = unsafeAccountId('999900001111');
const date = '2026-01-01T00:00:00Z';
const root = 'r-1';
const organization = unsafeEntityId('o-1');

export const madeWorld = (dice: Dice): Made => new Making(dice).made();

interface Limits {
  readonly policies: SessionPolicy[];
  readonly statements: Statement[];
}

/** One world under construction. */
class Making {
  readonly #records: MutableRecords = noRecords();
  readonly #callers: { principal: string; session?: string; account: AccountId; own: Statement[] }[] = [];
  /** Statements of the organization and of resources: they may matter to every caller. */
  readonly #shared: Statement[] = [];
  readonly #groups = new Map<EntityId, Statement[]>();
  readonly #dice: Dice;
  #count = 0;

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  made(): Made {
    const dice = this.#dice;
    this.#accounts();
    this.#group('Staff');
    this.#user(own, 'Bob', dice.pick(['/', '/eu/staff/']), ['Staff']);
    this.#user(own, 'Ann', '/', dice.pick([[], ['Staff']]));
    for (const name of ['Cid', 'Dan']) this.#user(own, name, '/', ['Staff'], true);
    this.#user(other, 'Eve', '/', []);
    this.#user(management, 'Mia', '/', []);
    const dev = dice.pick(['/', '/team/']);
    this.#role(own, 'Dev', dev);
    this.#role(own, 'Web', '/app/');
    this.#role(own, 'AWSServiceRoleForConfig', '/aws-service-role/config.amazonaws.com/');
    this.#role(other, 'Ops', '/');
    for (const account of [own, other, management]) this.#caller(`arn:aws:iam::${account}:root`, account, []);
    this.#sessions();
    this.#resources();
    const env: DecisionEnv = { now: Date.parse(dice.pick(['2026-03-01T12:00:00Z', '2026-02-01T00:00:00Z'])) };
    const resources = [
      ...this.#records.resources.map(({ arn }) => arn),
      ...this.#records.roles.map(({ arn }) => arn),
      ...this.#records.users.map(({ arn }) => arn),
    ];
    return {
      world: worldOf(this.#records),
      env,
      resources,
      actions: allActions,
      callers: this.#callers.map(({ own: its, account: _, ...caller }) => ({
        ...caller,
        statements: [...its, ...this.#shared],
      })),
    };
  }

  #id(prefix: string): EntityId {
    return unsafeEntityId(`${prefix}${(this.#count += 1)}`);
  }

  #accounts(): void {
    const dice = this.#dice;
    const types: ControlPolicyType[] = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'];
    const isOutside = dice.chance(0.3);
    const units = dice.chance(0.5) ? ['ou-1'] : ['ou-1', 'ou-2'];
    for (const id of [management, own, other])
      this.#records.accounts.push({
        id,
        name: id,
        createDate: date,
        quotas: {},
        ...(!(isOutside && id === other) && {
          membership: {
            organization,
            parent: id === management ? root : (units.at(-1) ?? root),
            joined: date,
            method: 'CREATED',
          },
        }),
      });
    const arn = unsafeArn(`arn:aws:organizations::${management}:organization/${organization}`);
    this.#records.organizations.push({
      id: organization,
      account: management,
      arn,
      rootId: root,
      featureSet: 'ALL',
      enabledPolicyTypes: types.filter(() => dice.chance(0.85)),
      createDate: date,
    });
    for (const [at, name] of units.entries())
      this.#records.organizationalUnits.push({
        id: unsafeEntityId(name),
        account: management,
        arn: unsafeArn(`arn:aws:organizations::${management}:ou/${organization}/${name}`),
        organization,
        parent: units[at - 1] ?? root,
        name,
      });
    for (const node of [root, ...units, own, other]) {
      const isOpen = dice.chance(0.8);
      if (isOpen) this.#control('SERVICE_CONTROL_POLICY', node, [all]);
      if (!isOpen || dice.chance(0.25))
        this.#control('SERVICE_CONTROL_POLICY', node, this.#statements('scp', 3, !isOpen));
      if (dice.chance(0.3)) this.#control('RESOURCE_CONTROL_POLICY', node, this.#statements('rcp', 2));
    }
  }

  #control(type: ControlPolicyType, target: string, statements: readonly Statement[]): void {
    this.#shared.push(...statements);
    const policyId = `p-${(this.#count += 1)}`;
    this.#records.controlPolicies.push({
      id: unsafeEntityId(`${organization}/${policyId}`),
      account: management,
      organization,
      policyId,
      arn: unsafeArn(`arn:aws:organizations::${management}:policy/${organization}/${policyId}`),
      type,
      name: policyId,
      description: '',
      content: document(statements),
      awsManaged: false,
      targets: [target],
    });
  }

  /** Makes statements of which most are about what the requests of such worlds ask. */
  #statements(place: Place, most: number, isOpen = false): Statement[] {
    const dice = this.#dice;
    const made = dice.several(1, most, () => randomStatement(dice, this.#aim(), place));
    return isOpen ? [...made, this.#wide()] : made;
  }

  /** Aims at the callers of this world, as far as they exist yet. */
  #aim(): Request {
    const request = randomRequest(this.#dice);
    if (this.#callers.length === 0 || this.#dice.chance(0.1)) return request;
    const { principal } = this.#dice.pick(this.#callers);
    const role = this.#records.roles.find(({ arn }) => arn === principal);
    return role
      ? {
          ...request,
          principal: `arn:aws:sts::${role.account}:assumed-role/${role.roleName}/session`,
          principalRoleArn: role.arn,
        }
      : { ...request, principal };
  }

  #wide(): Statement {
    const dice = this.#dice;
    const { Condition } = randomStatement(dice, this.#aim(), 'identity');
    return {
      Effect: 'Allow',
      ...dice.pick([
        { Action: '*' },
        { Action: ['s3:*', 'sqs:*', 'kms:*', 'iam:*'] },
        { NotAction: ['iam:*', 's3:Delete*'] },
        { Action: ['s3:Get*', 'dynamodb:*', 'sts:*', '*:List*'] },
      ]),
      ...dice.pick([
        { Resource: '*' },
        { Resource: '*' },
        { NotResource: [`arn:aws:*:*:${other}:*`, 'arn:aws:s3:::data/Bob*'] },
        { Resource: ['arn:aws:s3:::data*', `arn:aws:*:*:${own}:*`] },
      ]),
      ...(Condition !== undefined && dice.chance(0.4) && { Condition }),
    };
  }

  /** Policies as a holder has them, with all of their statements. */
  #holding(account: AccountId, name: string) {
    const dice = this.#dice;
    const inline = dice.several(0, 1, () => this.#statements('identity', 3));
    if (dice.chance(0.65)) inline.push([this.#wide()]);
    const attached = dice.several(0, 1, () => this.#managed(account, this.#statements('identity', 3)));
    return {
      record: {
        account,
        createDate: date,
        inlinePolicies: inline.map((statements, at) => ({
          policyName: `${name}-${at}`,
          document: document(statements, dice),
        })),
        attachedPolicies: attached.map(({ arn }) => arn),
      },
      statements: [...inline.flat(), ...attached.flatMap(({ statements }) => statements)],
    };
  }

  #managed(account: AccountId, statements: Statement[]): { arn: Arn; statements: Statement[] } {
    const policyName = `P${(this.#count += 1)}`;
    const arn = unsafeArn(`arn:aws:iam::${account}:policy/${policyName}`);
    this.#records.policies.push({
      id: this.#id('ANPA'),
      account,
      policyName,
      path: '/',
      arn,
      createDate: date,
      updateDate: date,
      defaultVersionId: 'v1',
      nextVersion: 2,
      isAttachable: true,
      versions: [{ versionId: 'v1', document: document(statements, this.#dice), createDate: date }],
      tags: [],
    });
    return { arn, statements };
  }

  #boundary(account: AccountId) {
    if (this.#dice.chance(0.65)) return { record: {}, statements: [] };
    const { arn, statements } = this.#managed(
      account,
      this.#statements('identity', 3, this.#dice.chance(0.7)),
    );
    return { record: { permissionsBoundary: arn }, statements };
  }

  #group(groupName: string): void {
    const { record, statements } = this.#holding(own, groupName);
    const id = unsafeEntityId(`AGPA-${groupName}`);
    this.#groups.set(id, statements);
    const arn = unsafeArn(`arn:aws:iam::${own}:group/${groupName}`);
    this.#records.groups.push({ ...record, id, groupName, path: '/', arn });
  }

  /** `isBare`: all that it may do comes from its groups. */
  #user(account: AccountId, userName: string, path: string, groups: readonly string[], isBare = false): void {
    const { record, statements } = isBare ? bare(account) : this.#holding(account, userName);
    const boundary = isBare ? { record: {}, statements: [] } : this.#boundary(account);
    const arn = unsafeArn(`arn:aws:iam::${account}:user${path}${userName}`);
    const joined = groups.map((name) => unsafeEntityId(`AGPA-${name}`));
    this.#records.users.push({
      ...record,
      ...boundary.record,
      id: unsafeEntityId(`AIDA${userName.toUpperCase()}`),
      userName,
      path,
      arn,
      groups: joined,
      tags: this.#tags(),
    });
    const its = joined.flatMap((id) => this.#groups.get(id) ?? []);
    this.#caller(arn, account, [...statements, ...boundary.statements, ...its]);
  }

  #role(account: AccountId, roleName: string, path: string): void {
    const { record, statements } = this.#holding(account, roleName);
    const boundary = this.#boundary(account);
    const arn = unsafeArn(`arn:aws:iam::${account}:role${path}${roleName}`);
    const trust = path.startsWith('/aws-') ? [ofService] : this.#dice.several(1, 2, () => this.#trust());
    this.#shared.push(...trust);
    this.#records.roles.push({
      ...record,
      ...boundary.record,
      id: unsafeEntityId(`AROA${roleName.toUpperCase()}`),
      roleName,
      path,
      arn,
      assumeRolePolicyDocument: document(trust),
      trustedIds: {},
      tags: this.#tags(),
      maxSessionDuration: 3600,
    });
    this.#caller(arn, account, [...statements, ...boundary.statements]);
  }

  #trust(): Statement {
    const aim = { ...this.#aim(), action: 'sts:AssumeRole' };
    const { Resource: _, NotResource: __, ...statement } = randomStatement(this.#dice, aim, 'resource');
    return statement;
  }

  #tags(): Tag[] {
    return this.#dice.chance(0.6) ? [{ key: 'team', value: this.#dice.pick(['red', 'blue', 'r*', '']) }] : [];
  }

  #caller(principal: string, account: AccountId, its: Statement[], session?: string): void {
    this.#callers.push({ principal, account, own: its, ...(session !== undefined && { session }) });
  }

  #sessions(): void {
    const dice = this.#dice;
    const [bob] = this.#records.users;
    const [dev] = this.#records.roles;
    if (!bob || !dev) return;
    const behind = (arn: string) => this.#callers.find(({ principal }) => principal === arn)?.own ?? [];
    const assumed = unsafeArn(`arn:aws:sts::${own}:assumed-role/Dev/s1`);
    const limited = () => this.#limits(assumed, 1);
    this.#session({ kind: 'role', arn: assumed, entity: dev.id, name: 's1' }, behind(dev.arn), limited());
    this.#session(
      { kind: 'role', arn: assumed, entity: dev.id, name: 's1', tags: [{ key: 'Team', value: 'red' }] },
      behind(dev.arn),
      dice.chance(0.5) ? limited() : undefined,
      limited(),
    );
    this.#session({ kind: 'user', arn: bob.arn, entity: bob.id, mfaTime: date }, behind(bob.arn));
    this.#session({ kind: 'user', arn: bob.arn, entity: bob.id }, behind(bob.arn), undefined, limited());
    const fay = unsafeArn(`arn:aws:sts::${own}:federated-user/Fay`);
    const federated = { kind: 'federated-user', arn: fay, name: 'Fay' } as const;
    this.#session({ ...federated, entity: bob.id }, behind(bob.arn), limited());
    this.#session(federated, [all], dice.chance(0.5) ? limited() : undefined);
  }

  #limits(arn: Arn, least: number): Limits {
    const made = this.#dice.several(least, 2, () => this.#statements('identity', 2, this.#dice.chance(0.8)));
    return {
      policies: made.map((statements, at) => ({ name: `${arn}#${at}`, document: document(statements) })),
      statements: made.flat(),
    };
  }

  #session(
    parts: Pick<SessionRecord, 'kind' | 'arn'> & Partial<SessionRecord>,
    its: readonly Statement[],
    passed?: Limits,
    scope?: Limits,
  ): void {
    const id = this.#id('ASIA');
    this.#records.sessions.push({
      id,
      account: own,
      issueTime: '2026-02-01T00:00:00Z',
      expiration: '2027-01-01T00:00:00Z',
      tags: [],
      transitiveTagKeys: [],
      ...parts,
      ...(passed && { sessionPolicies: passed.policies }),
      ...(scope && { scope: { policies: scope.policies } }),
    });
    const limits = [...(passed?.statements ?? []), ...(scope?.statements ?? [])];
    this.#caller(parts.arn, own, [...its, ...limits], id);
  }

  #resources(): void {
    const dice = this.#dice;
    const both = [own, other];
    const ofData = dice.pick([own, own, other]);
    const named: readonly (readonly [arn: string, account: AccountId])[] = [
      ['arn:aws:s3:::data', ofData],
      ['arn:aws:s3:::home', dice.pick(both)],
      ['arn:aws:s3:::data/report.csv', ofData],
      ...both.map((id) => [`arn:aws:sqs:eu-west-1:${id}:jobs`, id] as const),
      ...both.map((id) => [`arn:aws:kms:eu-west-1:${id}:key/1234abcd`, id] as const),
      ...both.map((id) => [`arn:aws:dynamodb:us-east-1:${id}:table/prod-orders`, id] as const),
    ];
    for (const [text, account] of named) {
      if (dice.chance(0.1)) continue;
      // An object has no policy of its own.
      const policy =
        !/^arn:aws:s3:.*\//.test(text) && dice.chance(0.75) ? this.#resourcePolicy(text) : undefined;
      if (policy) this.#shared.push(...policy);
      this.#records.resources.push({
        id: unsafeEntityId(text),
        arn: unsafeArn(text),
        account,
        name: parseArn(text)?.resource ?? text,
        tags: this.#tags(),
        ...(policy && { policy: document(policy) }),
      });
    }
  }

  /** Often grants to the account, which lets identity policies decide, as keys need. */
  #resourcePolicy(arn: string): Statement[] {
    const dice = this.#dice;
    const service = arn.split(':')[2] ?? '';
    const statements: Statement[] = dice.several(0, 2, () =>
      randomStatement(dice, { ...this.#aim(), resource: arn }, 'resource'),
    );
    const aim = this.#aim();
    if (dice.chance(0.7))
      statements.push({
        Effect: 'Allow',
        Principal: dice.pick([
          { AWS: own },
          { AWS: [own, other] },
          { AWS: [aim.principalRoleArn ?? aim.principal].filter((one) => one.startsWith('arn:')) },
          '*',
        ]),
        Action: `${service}:*`,
        Resource: '*',
      });
    return statements.length > 0 ? statements : [{ ...all, Principal: '*' }];
  }
}

const all: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };

const bare = (account: AccountId) => ({
  record: { account, createDate: date, inlinePolicies: [], attachedPolicies: [] },
  statements: [],
});

/** AWS writes the trust policy of its own roles, and nobody changes it. */
const ofService: Statement = {
  Effect: 'Allow',
  Principal: { Service: 'config.amazonaws.com' },
  Action: 'sts:AssumeRole',
};

function document(statements: readonly Statement[], dice?: Dice): string {
  const isOld = dice?.chance(0.1) === true;
  return JSON.stringify({ ...(!isOld && { Version: '2012-10-17' }), Statement: statements });
}
