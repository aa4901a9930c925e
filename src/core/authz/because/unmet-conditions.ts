/**
 * Says what a request has or lacks for a condition, as a clause for a sentence: `the request was made without
 * MFA`, `alice's tag team is red, not blue`. The clause says only what is true of the request.
 */

import type { CompiledTest } from '../../eval/condition.ts';
import type { RequestView } from '../../eval/request.ts';
import { ifDefault } from '../../model/request/defaults.ts';

/** The names that clauses need: of the caller and of the resource. */
export interface Parties {
  readonly who: string;
  readonly what: string;
  /** The one check of a call that lacks what the request states; absent: the request itself. */
  readonly check?: string;
}

/** Returns the state of the request that the test looked at. The test may hold or not. */
export function requestState(test: CompiledTest, request: RequestView, parties: Parties): string {
  const found = request.value(test.key);
  const { key, operator, values } = test.source;
  if (test.key === 'aws:multifactorauthpresent')
    return `the request was made ${found === 'true' ? 'with' : 'without'} MFA`;
  const subject = subjectOf(key, parties);
  if (found === undefined || found.length === 0) return subject.absent;
  if (test.asksPresence) return subject.present;
  const value = typeof found === 'string' ? found : `[${found.join(', ')}]`;
  const named = test.key === 'aws:principalarn' ? nameInAccountOf(value) : (arn: string) => arn;
  const wanted = wantedWords(
    operator,
    values.map((one) => named(valueWords(one, request, parties))),
  );
  const is = `${subject.name} is ${named(value)}${ifDefault(test.key, value)}`;
  return holds(test, found, request) ? is : `${is}, ${wanted}`;
}

const identity = /^arn:[^:]*:iam::(\d{12}):(?:user|role)\/(?:[^*?$]*\/)?([^/*?$]+)$/;

/** Users and roles of the caller's own account are known by their names. Other ARNs stay whole. */
const nameInAccountOf =
  (caller: string) =>
  (arn: string): string => {
    const [, account, name] = identity.exec(arn) ?? [];
    return name !== undefined && account === identity.exec(caller)?.[1] ? name : arn;
  };

/** One stated key, either as a way (`with MFA`) or as a clause after `if` (`the external ID were acme`). */
export interface ChangedState {
  readonly way?: string;
  readonly clause?: string;
}

export function changedState(key: string, value: string, parties: Parties): ChangedState {
  const name = key.toLowerCase();
  if (name === 'aws:multifactorauthpresent') return { way: value === 'true' ? 'with MFA' : 'without MFA' };
  if (name === 'aws:securetransport') return { way: value === 'true' ? 'over HTTPS' : 'without HTTPS' };
  if (name === 'aws:multifactorauthage') return { way: `with MFA ${value} seconds before` };
  if (name === 'aws:sourcevpce') return { way: `through the VPC endpoint ${value}` };
  return { clause: `${subjectOf(key, parties).name} were ${value}` };
}

/** Returns true when the request's value matches one of the policy's, ignoring the operator's negation. */
function holds(test: CompiledTest, found: string | readonly string[], request: RequestView): boolean {
  const list = typeof found === 'string' ? [found] : found;
  const matches = (value: string) => test.some?.(value, request) === true;
  return test.set === 'ForAllValues' ? list.every(matches) : list.some(matches);
}

/** A variable alone is named by what it stands for: `alice’s tag team (blue)`. */
function valueWords(value: string, request: RequestView, parties: Parties): string {
  const variable = /^\$\{([^}*?$]+)\}$/.exec(value)?.[1];
  if (variable === undefined) return value;
  const found = request.value(variable.toLowerCase());
  return `${subjectOf(variable, parties).name} (${found === undefined ? 'none' : [found].flat().join(', ')})`;
}

const orders: readonly (readonly [RegExp, string])[] = [
  [/^date.*lessthanequals/, 'not at or before'],
  [/^date.*lessthan/, 'not before'],
  [/^date.*greaterthanequals/, 'not at or after'],
  [/^date.*greaterthan/, 'not after'],
  [/lessthanequals/, 'not at most'],
  [/lessthan/, 'not less than'],
  [/greaterthanequals/, 'not at least'],
  [/greaterthan/, 'not more than'],
  [/ipaddress/, 'not in'],
];

function wantedWords(operator: string, values: readonly string[]): string {
  const base = operator.toLowerCase().replace(/^(forallvalues|foranyvalue):/, '');
  const word = orders.find(([pattern]) => pattern.test(base))?.[1] ?? 'not';
  const [first = 'any value', second] = values;
  if (values.length === 1) return `${word} ${first}`;
  return values.length === 2
    ? `${word} ${first} or ${second ?? ''}`
    : `${word} ${first} or ${values.length - 1} others`;
}

interface Subject {
  readonly name: string;
  readonly absent: string;
  readonly present: string;
}

const tagOf = (owner: string, tag: string): Subject => ({
  name: `${owner}’s tag ${tag}`,
  absent: `${owner} has no tag ${tag}`,
  present: `${owner} has a tag ${tag}`,
});

const inRequest = (thing: string): Subject => ({
  name: `the ${thing}`,
  absent: `the request has no ${thing}`,
  present: `the request has ${/^[aeiou]/i.test(thing) ? 'an' : 'a'} ${thing}`,
});

const throughEndpoint: Subject = {
  name: 'the VPC endpoint of the request',
  absent: 'the request does not come through a VPC endpoint',
  present: 'the request comes through a VPC endpoint',
};

/** An imported account may be in one that its file does not tell. */
const inOrganization = (owner: string): Subject => ({
  name: `the organization of the ${owner}`,
  absent: `the ${owner}’s account is in no known organization`,
  present: `the ${owner}’s account is in an organization`,
});

const subjects: Readonly<Record<string, Subject>> = {
  'aws:principalarn': {
    name: 'the caller',
    absent: 'the caller has no ARN',
    present: 'the caller has an ARN',
  },
  'sts:externalid': inRequest('external ID'),
  'sts:rolesessionname': inRequest('role session name'),
  'aws:multifactorauthage': {
    name: 'the time since MFA, in seconds,',
    absent: 'the request was made without MFA',
    present: 'the request was made with MFA',
  },
  'aws:sourceip': { ...inRequest('source IP address'), name: 'the source IP address of the request' },
  'aws:sourcevpce': throughEndpoint,
  'aws:sourcevpc': { ...throughEndpoint, name: 'the VPC of the request' },
  'aws:requestedregion': { ...inRequest('region'), name: 'the region of the request' },
  'aws:currenttime': { ...inRequest('time'), name: 'the time of the request' },
  'aws:principalorgid': inOrganization('caller'),
  'aws:resourceorgid': inOrganization('resource'),
  'aws:principalorgpaths': {
    ...inOrganization('caller'),
    name: 'the place of the caller in the organization',
  },
  'aws:sourceidentity': inRequest('source identity'),
};

function subjectOf(key: string, { who, what, check }: Parties): Subject {
  const known = subjects[key.toLowerCase()];
  if (known) return known;
  const [, kind = '', tag = ''] = /^\w+:((?:Existing)?\w*)Tag\/(.+)$/i.exec(key) ?? [];
  switch (kind.toLowerCase()) {
    case 'principal':
      return tagOf(who, tag);
    case 'resource':
    case 'existingobject':
      return tagOf(what, tag);
    case 'request':
      return {
        name: `the tag ${tag} in the request`,
        absent: check ? `${check} has no tag ${tag} of the request` : `the request passes no tag ${tag}`,
        present: `the request passes a tag ${tag}`,
      };
    default:
      return {
        name: key,
        absent: `${check ?? 'the request'} has no ${key}`,
        present: `the request has ${key}`,
      };
  }
}
