/**
 * A CloudTrail record (L-06) with CloudTrail's own field names. The door writes one for every authenticated
 * call, denied ones too (L-03). Secrets never enter it (L-02).
 */

export interface TrailEvent {
  readonly eventVersion: string;
  readonly userIdentity: Readonly<Record<string, unknown>>;
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters: Readonly<Record<string, unknown>> | null;
  readonly responseElements: Readonly<Record<string, unknown>> | null;
  /** Sign-in events only (L-08). */
  readonly additionalEventData?: Readonly<Record<string, unknown>>;
  readonly requestID: string;
  readonly eventID: string;
  readonly readOnly: boolean;
  readonly eventType: 'AwsApiCall' | 'AwsServiceEvent' | 'AwsConsoleAction' | 'AwsConsoleSignIn';
  readonly managementEvent: true;
  readonly recipientAccountId: string;
  /** The same id in both accounts' records of one call (L-04). */
  readonly sharedEventID?: string;
  readonly resources?: readonly { readonly ARN: string; readonly accountId: string; readonly type: string }[];
  readonly eventCategory: 'Management';
}

// Facets by which events of the trail are found, as in CloudTrail's LookupEvents. The store has an index of them, so
// that a filter reads only the events that it shows.

export const facetKinds = [
  'name',
  'source',
  'access',
  'result',
  'error',
  'user',
  'principal',
  'key',
  'resource',
] as const;
export type FacetKind = (typeof facetKinds)[number];

export interface EventFacet {
  readonly kind: FacetKind;
  readonly value: string;
}

/** Returns the caller's name for people: a user's, `root`, `role/session`, a service. */
export function actorName({ userIdentity }: TrailEvent): string {
  const { type, userName, arn, accountId, invokedBy } = userIdentity;
  if (type === 'Root') return 'root';
  const known = [userName, typeof arn === 'string' ? afterKind(arn) : undefined, invokedBy, accountId, type];
  return known.find((name): name is string => typeof name === 'string' && name !== '') ?? 'unknown';
}

/** Returns `alice` for `…:user/alice`, `deploy/s1` for `…:assumed-role/deploy/s1`. */
const afterKind = (arn: string): string => {
  const resource = arn.split(':').slice(5).join(':');
  const rest = resource.slice(resource.indexOf('/') + 1);
  return resource.startsWith('assumed-role/') ? rest : rest.slice(rest.lastIndexOf('/') + 1);
};

/** Returns the unique id of the user or role behind the call; the account id for root. */
function principalOf({ userIdentity }: TrailEvent): string | undefined {
  const { principalId } = userIdentity;
  return typeof principalId === 'string' ? principalId.split(':')[0] : undefined;
}

const keptResources = 8;
const longest = 200;
/** Parameters that do not name a resource. */
const notResources =
  /marker|token|prefix|description|document|format|status|granularity|job|code|duration|expir|path/i;

/** Returns the names and ARNs in the request, and the last part of each ARN. */
function resourcesOf({ requestParameters, resources = [] }: TrailEvent): string[] {
  const found = new Set<string>(resources.map(({ ARN }) => ARN));
  for (const [name, value] of Object.entries(requestParameters ?? {})) {
    if (typeof value !== 'string' || value.length > longest || notResources.test(name)) continue;
    found.add(value);
    if (value.startsWith('arn:')) found.add(value.slice(value.lastIndexOf('/') + 1));
  }
  return [...found].filter((value) => value !== '' && !/[{\n]/.test(value)).slice(0, keptResources);
}

/** `done`: AWS did what was asked. `refused`: the caller may not. `failed`: AWS did not do it for another reason. */
export const trailResults = ['done', 'refused', 'failed'] as const;
export type TrailResult = (typeof trailResults)[number];

/** The codes with which AWS's services say that the caller may not: AccessDenied, UnauthorizedOperation, … */
const denials = /^(Client\.)?(AccessDenied(Exception)?|UnauthorizedOperation|AuthorizationError)$/;

/** Reads the result. A sign-in fails without an `errorCode`: its `responseElements` say `Failure` (L-08). */
export function trailResult({
  eventName,
  errorCode,
  responseElements,
}: Pick<TrailEvent, 'eventName' | 'errorCode' | 'responseElements'>): TrailResult {
  if (errorCode !== undefined) return denials.test(errorCode) ? 'refused' : 'failed';
  return responseElements?.[eventName] === 'Failure' ? 'failed' : 'done';
}

export function facetsOf(event: TrailEvent): EventFacet[] {
  const { eventName, eventSource, readOnly, errorCode } = event;
  const key = event.userIdentity['accessKeyId'];
  const principal = principalOf(event);
  return [
    { kind: 'name', value: eventName },
    { kind: 'source', value: eventSource },
    { kind: 'access', value: readOnly ? 'read' : 'write' },
    { kind: 'result', value: trailResult(event) },
    ...(errorCode === undefined ? [] : [{ kind: 'error', value: errorCode } as const]),
    { kind: 'user', value: actorName(event) },
    ...(principal ? [{ kind: 'principal', value: principal } as const] : []),
    ...(typeof key === 'string' && key !== '' ? [{ kind: 'key', value: key } as const] : []),
    ...resourcesOf(event).map((value) => ({ kind: 'resource', value }) as const),
  ];
}

export const facetText = ({ kind, value }: EventFacet): string => `${kind}\n${value}`;
