import type { Outcome } from '../core/api/door.ts';
import { iamModel } from '../core/api/model/generated/iam.ts';
import { organizationsModel } from '../core/api/model/generated/organizations.ts';
import { stsModel } from '../core/api/model/generated/sts.ts';
import type { ServiceModel } from '../core/api/model/shapes.ts';
import { signinModel } from '../core/api/signin/model.ts';
import { type AwsError, type Request, isoSeconds } from '../core/model/request.ts';
import type { TrailEvent } from '../core/model/trail.ts';
import type { Decision, Trace } from '../core/authz/decision.ts';
import type { Artefact, FlowStep, Lane } from './log.ts';

/**
 * One request of a flow and its answer, as plain JSON: what a machine's `send` actor hands back. The machine
 * reads `response` or `error`; the log gets both messages as they would go over HTTP, secrets masked.
 */
export interface Exchange {
  readonly request: Pick<Request, 'service' | 'operation' | 'params' | 'caller'>;
  readonly response?: Readonly<Record<string, unknown>>;
  readonly error?: AwsError;
  readonly decision?: { readonly verdict: Decision['verdict']; readonly trace: Trace };
  readonly events: readonly TrailEvent[];
  /** ISO 8601, simulated time. */
  readonly at: string;
}

/** `now`: simulated time, milliseconds since the epoch. */
export function exchangeOf(request: Request, outcome: Outcome, now: number): Exchange {
  const { service, operation, params, caller } = request;
  const { decision, events } = outcome;
  return {
    request: { service, operation, params, caller },
    ...(outcome.ok ? { response: outcome.response } : { error: outcome.error }),
    ...(decision ? { decision: { verdict: decision.verdict, trace: decision.explain() } } : {}),
    events: events.map(withoutToken),
    at: isoSeconds(now),
  };
}

/** AWS's trail shows the session token of issued credentials, which alone is worth nothing; a log needs none. */
function withoutToken(event: TrailEvent): TrailEvent {
  const { responseElements } = event;
  const credentials = responseElements?.['credentials'];
  return typeof credentials === 'object' && credentials !== null
    ? {
        ...event,
        responseElements: { ...responseElements, credentials: { ...credentials, sessionToken: dots } },
      }
    : event;
}

/** How the two messages of an exchange are called, and between whom they go. */
export interface Labels {
  readonly state: string;
  readonly from: Lane;
  readonly to: Lane;
  readonly name: string;
  /** What the answer is called where it is no refusal. */
  readonly reply: string;
  /** Beside the answer: the credentials it brought, a note. */
  readonly more?: readonly Artefact[];
}

/** Request and answer as steps of the log. */
export function stepsOf(exchange: Exchange, labels: Labels): Omit<FlowStep, 'number'>[] {
  const { state, from, to, name, reply, more = [] } = labels;
  const { error, decision, events, at, request } = exchange;
  const judged: Artefact[] = decision
    ? [{ kind: 'decision', title: request.operation, verdict: decision.verdict, trace: decision.trace }]
    : [];
  const trail: Artefact[] = events.length > 0 ? [{ kind: 'trail', events }] : [];
  return [
    { state, name, from, to, at, artefacts: [requestArtefact(exchange)] },
    {
      state,
      name: error ? error.code : reply,
      from: to,
      to: from,
      at,
      artefacts: [responseArtefact(exchange), ...judged, ...trail, ...(error ? [] : more)],
      ...(error ? { refusal: error } : {}),
    },
  ];
}

const models: Readonly<Record<string, ServiceModel>> = {
  iam: iamModel,
  sts: stsModel,
  organizations: organizationsModel,
  signin: signinModel,
};

/** The form of the Query protocol for AWS's APIs, a JSON body for pages. */
function requestArtefact({ request }: Exchange): Artefact {
  const { service, operation, params, caller } = request;
  const model = models[service];
  const shown = masked(model, model?.operations[operation]?.input, params) as Record<string, unknown>;
  const host = service === 'signin' ? 'signin.aws.amazon.com' : `${service}.amazonaws.com`;
  const isForm = service === 'iam' || service === 'sts';
  const form = [['Action', operation], ['Version', model?.apiVersion ?? ''], ...fields(shown)] as const;
  const who = caller.kind === 'session' ? caller.id : caller.kind === 'access-key' ? caller.accessKeyId : '';
  return {
    kind: 'http-request',
    method: 'POST',
    url: `https://${host}/${isForm ? '' : operation}`,
    headers: {
      host,
      'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
      ...(who === '' || service === 'signin'
        ? {}
        : { authorization: `AWS4-HMAC-SHA256 Credential=${who}/…, Signature=…` }),
    },
    body: isForm
      ? form.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('\n&')
      : JSON.stringify(shown, null, 2),
  };
}

function responseArtefact({ request, response, error }: Exchange): Artefact {
  const model = models[request.service];
  const shown = masked(model, model?.operations[request.operation]?.output, response ?? {});
  return {
    kind: 'http-response',
    status: error?.status ?? 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(error ? { Error: error } : shown, null, 2),
  };
}

/** `Tags.member.1.Key`, as the Query protocol writes lists and structures. */
function fields(value: unknown, name = ''): (readonly [string, string])[] {
  if (Array.isArray(value)) return value.flatMap((one, at) => fields(one, `${name}.member.${at + 1}`));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([member, part]) =>
      fields(part, name ? `${name}.${member}` : member),
    );
  return value === undefined || value === null
    ? []
    : [[name, typeof value === 'string' ? value : JSON.stringify(value)]];
}

/** Members that are secret although no model says so. */
const alwaysSecret = new Set(['SecretAccessKey', 'SessionToken', 'SigninToken', 'SignInId', 'Password']);
const dots = '••••••••';

function masked(model: ServiceModel | undefined, shapeName: string | undefined, value: unknown): unknown {
  const shape = shapeName === undefined ? undefined : model?.shapes[shapeName];
  if (shape && 'sensitive' in shape && shape.sensitive) return dots;
  if (Array.isArray(value))
    return value.map((one) => masked(model, shape?.type === 'list' ? shape.member : undefined, one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, part]) => [
      member,
      alwaysSecret.has(member)
        ? dots
        : masked(model, shape?.type === 'structure' ? shape.members[member] : undefined, part),
    ]),
  );
}
