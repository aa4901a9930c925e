import { compile } from '../policy/compile.ts';
import type { PrincipalKind } from '../eval/principal.ts';
import type { DecidingStatement, Layer } from './decision.ts';
import { findingOf, places, type Applicable } from './findings.ts';
import type { Ruling, RulingId } from './ruling.ts';
import { asksKeyPolicy, asksTrust } from './special.ts';

/**
 * The decision in a sentence or two for somebody who meets IAM for the first time, with the id of the rule
 * behind it.
 */
export interface Because {
  readonly because: string;
  readonly rule: string;
}

const layerNames: Readonly<Record<Layer, string>> = {
  'service-control': 'a service control policy',
  'resource-control': 'a resource control policy',
  'vpc-endpoint': 'the VPC endpoint policy',
  resource: 'the resource policy',
  'root-user': 'the root user',
  identity: 'an identity policy',
  'permissions-boundary': 'the permissions boundary',
  session: 'a session policy',
};

const callers: Readonly<Record<PrincipalKind, string>> = {
  root: 'the root user',
  user: 'the user',
  'role-session': 'the role session',
  'federated-user': 'the federated user',
  service: 'the AWS service',
  'federated-provider': 'the identity provider',
  anonymous: 'an anonymous caller',
};

export function because(policies: Applicable, ruling: Ruling): Because {
  return sentences[ruling.id](new Facts(policies, ruling));
}

/** What the sentences speak of. */
class Facts {
  readonly policies: Applicable;
  readonly ruling: Ruling;

  constructor(policies: Applicable, ruling: Ruling) {
    this.policies = policies;
    this.ruling = ruling;
  }

  get action(): string {
    return this.policies.request.action.text;
  }

  get caller(): string {
    return callers[this.policies.request.principal.kind];
  }

  get kind(): PrincipalKind {
    return this.policies.request.principal.kind;
  }

  /** The policy on the resource by its own name. */
  get resourcePolicy(): string {
    const { request } = this.policies;
    return asksTrust(request)
      ? "the role's trust policy"
      : asksKeyPolicy(request)
        ? 'the key policy'
        : 'the resource policy';
  }

  get source(): string {
    return this.ruling.layer === 'resource' ? this.resourcePolicy : layerNames[this.ruling.layer];
  }

  /** The first deciding statement: `"DenyAll" of Guardrails`, or `statement 2 of Guardrails`. */
  get statement(): string {
    const [first, ...more] = this.ruling.deciding;
    if (!first) return 'no statement';
    const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
    return `${statementName(first)} of ${first.policy}${others}`;
  }

  /** Whether a deciding statement of the resource policy names everyone. */
  get isForEveryone(): boolean {
    const { resource } = this.policies;
    if (!resource) return false;
    const { statements } = compile(resource.document);
    return this.ruling.deciding.some(
      ({ statement }) => statements[statement]?.principals?.some(({ value }) => value === '*') === true,
    );
  }

  /** The SCP level without an allow. */
  get silentLevel(): string {
    const { scps, request } = this.policies;
    if (!scps || scps.length === 0) return 'the organization has no level with a policy';
    const scpPlace = places['service-control'];
    const index = scps.findIndex((level) => findingOf(level, request, scpPlace).allowing.length === 0);
    const names = (scps[index] ?? []).map((policy) => policy.name).join(', ');
    const place = index === 0 ? 'the root' : index === scps.length - 1 ? 'the account' : `level ${index + 1}`;
    const said = names === '' ? 'nothing is attached' : `none of ${names} allows ${request.action.text}`;
    return `at ${place} of the organization ${said}`;
  }
}

const statementName = ({ sid, statement }: DecidingStatement) =>
  sid === undefined || sid === '' ? `statement ${statement + 1}` : `"${sid}"`;

type Sentence = (facts: Facts) => Because;
const say = (rule: string, text: string): Because => ({ rule, because: text });

const directRules: Readonly<Record<PrincipalKind, string>> = {
  root: 'E-27',
  user: 'E-22',
  'role-session': 'E-21',
  'federated-user': 'E-24',
  service: 'E-28',
  'federated-provider': 'E-51',
  anonymous: 'E-59',
};

const sentences: Readonly<Record<RulingId, Sentence>> = {
  'no-permission-needed': (f) =>
    say(
      '4.4',
      `Nobody needs a permission for ${f.action}: it succeeds with valid credentials, and no policy can refuse it.`,
    ),
  'explicit-deny': (f) =>
    say(
      'E-01',
      `${capital(f.source)} denies it: ${f.statement}. An explicit deny always wins, whatever else allows it.`,
    ),
  'root-assumes-no-role': () =>
    say(
      'T-49',
      'The root user may not assume roles, whatever a trust policy says: sign in as a user, or let one assume the role.',
    ),
  'scp-silent': (f) =>
    say('E-03', `Every level of the organization must allow the action, but ${f.silentLevel}.`),
  'endpoint-silent': (f) =>
    say('E-07b', `The request comes through a VPC endpoint whose policy does not allow ${f.action}.`),
  'resource-grants-outsider': (f) =>
    say(
      directRules[f.kind],
      `${capital(f.resourcePolicy)} allows ${f.caller}: ${f.statement}. Nothing else is needed.`,
    ),
  'resource-ignores-outsider': (f) =>
    say(
      directRules[f.kind],
      `Only ${f.resourcePolicy} could let ${f.caller} in, and it does not allow ${f.action} for this caller.`,
    ),
  'resource-grants': (f) =>
    f.isForEveryone
      ? say(
          'E-26',
          `${capital(f.resourcePolicy)} allows everyone: ${f.statement}. Inside one account that is enough.`,
        )
      : say(
          directRules[f.kind],
          `${capital(f.resourcePolicy)} names ${f.caller} itself: ${f.statement}. Inside one account that is enough.`,
        ),
  'resource-grants-role': (f) =>
    f.kind === 'federated-user'
      ? say('E-23', `${capital(f.resourcePolicy)} names the user behind the session: ${f.statement}.`)
      : say(
          'E-20',
          `${capital(f.resourcePolicy)} names the role: ${f.statement}. Inside one account that is enough.`,
        ),
  'boundary-limits-grant': (f) =>
    say(
      f.kind === 'federated-user' ? 'E-23' : 'E-20',
      `${capital(f.resourcePolicy)} allows it, but the permissions boundary does not, and it limits such a grant.`,
    ),
  'session-limits-grant': (f) =>
    say(
      f.kind === 'federated-user' ? 'E-23' : 'E-20',
      f.policies.session
        ? `${capital(f.resourcePolicy)} allows it, but no session policy does, and they limit such a grant.`
        : `${capital(f.resourcePolicy)} allows it, but a federated user without a session policy has no permissions.`,
    ),
  'resource-must-grant': (f) => {
    const rule = asksTrust(f.policies.request) ? 'E-50' : 'E-52';
    return say(
      rule,
      `${capital(f.resourcePolicy)} must allow ${f.action}, and it does not allow it for ${f.caller}.`,
    );
  },
  'account-delegates': (f) =>
    say(
      'E-25',
      `${capital(f.resourcePolicy)} names only the account, which leaves it to identity policies, and none allows ${f.action}.`,
    ),
  'identity-silent': (f) =>
    say(
      'E-05',
      `No identity policy of ${f.caller} allows ${f.action} on this resource. What nothing allows is denied.`,
    ),
  'identity-grants': (f) =>
    say('E-05', `An identity policy allows it: ${f.statement}. Nothing denies or limits it.`),
  'boundary-silent': (f) =>
    say(
      'E-06',
      `An identity policy allows it, but the permissions boundary does not allow ${f.action} here.`,
    ),
  'session-silent': (f) =>
    say(
      'E-07',
      f.policies.session
        ? `An identity policy allows it, but no policy passed with the session allows ${f.action} here.`
        : 'A federated user without a session policy has no permissions.',
    ),
  'root-user': () =>
    say('E-27', 'The root user may do everything in its own account, and nothing denies it.'),
  'root-repairs-policy': (f) =>
    say(
      'E-55',
      `${capital(f.resourcePolicy)} denies it, but the root user of its account may always ${f.action}, to repair it.`,
    ),
  'other-partition': () =>
    say('E-42', 'The resource is in another partition of AWS; no policy reaches across partitions.'),
  'reserved-role': () => say('E-57', 'AWS reserves the role for itself: nobody may hand it to a service.'),
  'cross-account-resource-silent': (f) =>
    say(
      'E-40',
      `The resource belongs to another account, so ${f.resourcePolicy} must allow ${f.caller} too, and it does not.`,
    ),
  'cross-account-identity-silent': (f) =>
    say(
      'E-40',
      `The other account's ${f.resourcePolicy.replace(/^the /, '')} allows it, but across accounts an identity policy must allow ${f.action} too, and none does.`,
    ),
  'cross-account': (f) =>
    say(
      'E-40',
      `Both sides allow it: ${f.resourcePolicy} of the other account and the caller's own policies: ${f.statement}.`,
    ),
};

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
