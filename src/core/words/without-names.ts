/**
 * Replaces what tells where a text about one answer comes from: account ids, names, ARNs, values of conditions, tags and
 * Sids, each by the same words everywhere. For a scenario, whose answers have to stay the same, see
 * src/share/scenario/anonymise.ts. A name that is a word of every such text stays.
 */

import { addedPolicies } from '../authz/assume.ts';
import type { Decision, RequestContext } from '../authz/decision.ts';
import type { Question } from '../authz/authorize.ts';
import { kindOfArn } from '../model/resource-kinds/lookup.ts';
import type { World } from '../model/world/world.ts';
import { policyText } from './policy-text.ts';

/** Returns what replaces the names in a text about the decision. */
export function withoutNames(
  world: World,
  questions: readonly Question[],
  decisions: readonly Decision[],
): (text: string) => string {
  const names = new Names();
  names.addWorld(world);
  for (const question of questions) {
    const { principal, resource, context = {}, assume } = question;
    for (const arn of [principal, resource]) names.addArn(arn);
    names.addContext(context);
    for (const { document } of addedPolicies(assume))
      names.addPolicy('', typeof document === 'string' ? document : JSON.stringify(document));
    for (const decision of decisions) {
      const trace = decision.explain();
      names.addContext(trace.context);
      for (const { statements, levels = [] } of trace.gates)
        for (const policy of [
          ...statements.map((one) => one.policy),
          ...levels.flatMap(({ policies }) => policies),
        ])
          names.addPolicy(policy, policyText(world, policy, assume)?.document);
    }
  }
  return (text) => names.replacedIn(text);
}

/** Words of ARNs, policies and sentences. A name that is one of them tells nothing. */
const plain: ReadonlySet<string> = new Set(
  `arn aws aws-cn aws-us-gov iam sts s3 user users group groups role roles policy policies root assumed-role session
  federated-user mfa instance-profile saml-provider oidc-provider aws-service-role aws-reserved key alias table index
  stream function queue topic secret instance volume subnet vpc image security-group network-interface log-group
  bucket buckets repository cluster task task-definition domain rule event-bus stack parameter object objects account
  accounts organization ou service service-role resource resources request requests action actions statement
  statements condition conditions call caller everything everyone anyone
  Version Statement Sid Effect Allow Deny Action NotAction Resource NotResource Principal NotPrincipal Condition AWS
  Service Federated Bool true false yes no not allowed denied allows denies explicitly because depends on of the a an
  it its is in and or to for with without that this these by from at as one no none every each only must may can cannot
  do does page date answer question reason known unknown default policy document`.split(/\s+/),
);

const token = /[\w+=,.@*?-]+/g;
const accountId = /(?<![\w-])\d{12}(?![\w-])/g;
/** The forms of ids that organizations have. They are recognised without the world: somebody may paste them. */
const organizationIds = [
  ['organization', /^o-[a-z\d]{10,32}$/],
  ['root', /^r-[a-z\d]{4,32}$/],
  ['ou', /^ou-[a-z\d]{4,32}-[a-z\d]{8,32}$/],
  ['policy', /^p-[a-z\d]{8,128}$/],
] as const;
const organizationKind = (name: string): string | undefined =>
  organizationIds.find(([, form]) => form.test(name))?.[0];
/** `${aws:PrincipalTag/team, 'none'}`: the key, and the value where the request lacks it. */
const variable = /\$\{([^},]*)(?:,\s*'([^']*)')?[^}]*\}/g;
const address = /^\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?$/;

class Names {
  readonly #renamed = new Map<string, string>();
  /** Names with characters that no token has: blanks, colons, slashes. */
  readonly #long = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  readonly #accounts = new Map<string, string>();

  addWorld(world: World): void {
    for (const { id, ...account } of world.accounts.values()) {
      this.#account(id);
      for (const [kind, text] of [
        ['account', account.name],
        ['alias', account.alias],
        ['email', account.email],
      ] as const)
        if (text !== undefined && text !== id) this.#add(kind, text);
    }
    for (const { userName } of world.users.values()) this.#add('user', userName);
    for (const { groupName } of world.groups.values()) this.#add('group', groupName);
    for (const { roleName } of world.roles.values()) this.#add('role', roleName);
    for (const { policyName, account } of world.policies.values())
      if (/^\d{12}$/.test(account)) this.#add('policy', policyName);
    for (const { instanceProfileName } of world.instanceProfiles.values())
      this.#add('profile', instanceProfileName);
    for (const { id, rootId, details } of world.organizations.values()) {
      for (const one of [id, rootId]) this.#add('name', one);
      for (const [account, name] of Object.entries(details?.accountNames ?? {})) {
        this.#account(account);
        this.#add('account', name);
      }
    }
    for (const { id, name } of world.organizationalUnits.values())
      for (const one of [id, name]) this.#add('ou', one);
    for (const { name, policyId, awsManaged } of world.controlPolicies.values())
      if (!awsManaged) for (const one of [name, policyId]) this.#add('policy', one);
    for (const { arn, name } of world.resources.values()) {
      this.addArn(arn);
      this.#add('name', name);
    }
  }

  addArn(text: string): void {
    const parts = /^arn:[^:]*:([^:]*):[^:]*:([^:]*):(.*)$/s.exec(text);
    if (!parts) return;
    const [, service = '', account = '', resource = ''] = parts;
    if (/^\d{12}$/.test(account)) this.#account(account);
    // The policies, roles and service names of AWS are the same for everybody.
    if (account === 'aws' || resource.startsWith('role/aws-service-role/')) return;
    this.#variablesOf(resource);
    const segments = resource.replace(variable, '/').split(/[/:]/).filter(Boolean);
    const kinds: Readonly<Record<string, string>> = {
      user: 'user',
      role: 'role',
      group: 'group',
      policy: 'policy',
    };
    const kind = service === 'iam' ? (kinds[segments[0] ?? ''] ?? 'name') : (kindOfArn(text)?.one ?? 'name');
    const last = segments.at(-1);
    for (const [at, segment] of segments.entries())
      if (service === 's3') this.#add(at === 0 ? 'bucket' : 'object', segment);
      else this.#add(segment === last ? kind : 'name', segment);
  }

  addContext(context: RequestContext): void {
    for (const [key, value] of Object.entries(context)) {
      this.#tagOf(key);
      for (const one of [value].flat()) this.#value(one);
    }
  }

  /** Adds the name that a decision gives a policy, and all that its document names. */
  addPolicy(name: string, document: string | undefined): void {
    const [holder = '', inline] = name.split('#');
    if (holder.startsWith('arn:')) this.addArn(holder);
    if (inline !== undefined) this.#add('policy', inline);
    if (document !== undefined && !name.includes(':iam::aws:')) this.#walk(parsed(document), '');
  }

  replacedIn(text: string): string {
    let replaced = text;
    for (const [name, instead] of [...this.#long].sort(([a], [b]) => b.length - a.length))
      replaced = replaced.replaceAll(name, instead);
    return replaced
      .replace(accountId, (id) => this.#account(id))
      .replace(token, (word) => {
        const bare = word.replace(/[.,]+$/, '');
        if (organizationKind(bare)) this.#add('name', bare);
        return this.#renamed.get(word) ?? (this.#renamed.get(bare) ?? bare) + word.slice(bare.length);
      });
  }

  #walk(value: unknown, member: string): void {
    if (Array.isArray(value)) for (const one of value) this.#walk(one, member);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) {
        this.#tagOf(key);
        this.#walk(inner, key);
      }
    else if (typeof value === 'string' && !/^(Version|Effect|(Not)?Action)$/.test(member)) {
      if (member === 'Sid' || member === 'Id') this.#add('statement', value);
      else this.#value(value);
    }
  }

  #tagOf(key: string): void {
    const tag = /^[\w-]+:\w*Tags?\/(.+)$/i.exec(key)?.[1];
    if (tag !== undefined) this.#add('tag', tag);
  }

  /** A variable stays, with the other name of its tag. */
  #variablesOf(text: string): void {
    for (const [, key = '', otherwise] of text.matchAll(variable)) {
      this.#tagOf(key);
      if (otherwise !== undefined) this.#value(otherwise);
    }
  }

  #value(value: string): void {
    if (value.startsWith('arn:')) return this.addArn(value);
    if (/^\d{12}$/.test(value)) return void this.#account(value);
    const isCommon =
      /^([\w.-]+\.(amazonaws\.com|aws\.internal)|true|false|-?\d+(\.\d+)?|\d{4}-\d\d-\d\dT[\d:.]+Z)$/i.test(
        value,
      ) ||
      /^[a-z]{2}(-[a-z]+)+-\d$/.test(value) ||
      /^[\w-]+:[A-Z]\w*$/.test(value);
    if (isCommon) return;
    const isPath = /^o-[a-z\d]+\//.test(value);
    if (isPath || value.includes('${')) {
      this.#variablesOf(value);
      for (const part of value.replace(variable, ' ').match(token) ?? []) this.#add('value', part);
      return;
    }
    this.#add(address.test(value) ? 'address' : 'value', value);
  }

  #account(id: string): string {
    const known = this.#accounts.get(id);
    if (known !== undefined) return known;
    const next = String(111122223333 + this.#accounts.size * 111111111111)
      .padStart(12, '0')
      .slice(0, 12);
    this.#accounts.set(id, next);
    return next;
  }

  #add(kind: string, name: string): void {
    const bare = name.replace(/^[*?]+|[*?]+$/g, '');
    if (!/[\p{L}\p{N}]/u.test(bare) || plain.has(name) || plain.has(bare)) return;
    const isToken = /^[\w+=,.@*?-]+$/.test(name);
    const names = isToken ? this.#renamed : this.#long;
    if (names.has(name)) return;
    const said = organizationKind(bare) ?? kind;
    const count = (this.#counts.get(said) ?? 0) + 1;
    this.#counts.set(said, count);
    const stars = [/^[*?]+/.exec(name)?.[0] ?? '', /[*?]+$/.exec(name)?.[0] ?? ''];
    names.set(name, `${stars[0] ?? ''}${said}-${count}${stars[1] ?? ''}`);
    // The parts of a longer name are names too: `payroll/2026.csv`.
    if (!isToken) for (const part of name.match(token) ?? []) this.#add(kind, part);
  }
}

function parsed(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    return undefined;
  }
}
