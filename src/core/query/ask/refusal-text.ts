/**
 * Reads the text of an AWS refusal: a line of the CLI, a message of an SDK, JSON or XML of an API, an event
 * of CloudTrail. People copy them with any line breaks and escapes. What the text does not say stays
 * undefined.
 */

export interface RefusalText {
  /** ARN, or `*` for an anonymous caller. */
  readonly principal?: string;
  readonly action?: string;
  /** The resource as AWS printed it: an ARN, or what IAM prints (`user bob`, G-35). */
  readonly resource?: string;
  /** `with an explicit deny in a service control policy`, `because no session policy allows the … action`. */
  readonly reason?: string;
  /** The encoded decision of EC2 and others, for DecodeAuthorizationMessage (S-08). */
  readonly encoded?: string;
  /** The call that the CLI names, when the message names no action: `GetObject`. */
  readonly operation?: string;
}

/** Returns `undefined` when the text is no refusal at all. */
export function parseRefusal(text: string): RefusalText | undefined {
  const plain = unwrapped(text);
  const encoded = /Encoded authorization failure message:\s*([\w+/=-]+(?:\s[\w+/=-]{40,})*)/i.exec(
    plain,
  )?.[1];
  const sentence = refusedSentence(plain);
  const operation =
    /when calling the (\w+) operation/.exec(plain)?.[1] ?? /operation error [\w ]+: (\w+),/.exec(plain)?.[1];
  const isRefusal = /\b(?:Access ?Denied|UnauthorizedOperation|AuthorizationError)|not authorized/i.test(
    plain,
  );
  if (!sentence && encoded === undefined && !(isRefusal && operation !== undefined)) return undefined;
  const principal = sentence?.principal ?? cloudTrailCaller(plain);
  return {
    ...(principal === undefined ? {} : { principal }),
    ...(sentence?.action === undefined ? {} : { action: sentence.action }),
    ...(sentence?.resource === undefined ? {} : { resource: sentence.resource }),
    ...(sentence?.reason === undefined ? {} : { reason: sentence.reason }),
    ...(encoded === undefined ? {} : { encoded: encoded.replaceAll(/\s/g, '') }),
    ...(operation === undefined ? {} : { operation }),
  };
}

/** Reads the response of DecodeAuthorizationMessage as a refusal; `undefined` when it is none. */
export function parseDecodedMessage(json: string): RefusalText | undefined {
  let decoded: unknown;
  try {
    decoded = JSON.parse(json);
  } catch {
    return undefined;
  }
  const { context, explicitDeny } = (decoded ?? {}) as {
    context?: { principal?: { arn?: unknown }; action?: unknown; resource?: unknown };
    explicitDeny?: unknown;
  };
  const { principal, action, resource } = context ?? {};
  if (typeof action !== 'string') return undefined;
  return {
    ...(typeof principal?.arn === 'string' ? { principal: principal.arn } : {}),
    action,
    ...(typeof resource === 'string' ? { resource } : {}),
    reason: explicitDeny === true ? 'with an explicit deny' : 'because no policy allows it',
  };
}

/** Returns one line without escapes of JSON and XML, frames of terminals and breaks of wrapped lines. */
function unwrapped(text: string): string {
  return text
    .slice(0, 100_000)
    .replaceAll(/\\+u003[cC]/g, '<')
    .replaceAll(/\\+["n]/g, (escape) => (escape.endsWith('n') ? ' ' : '"'))
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/[│|╷╵>]?\s*[\r\n]+\s*(?:[│|╷╵>]\s*)?/g, ' ')
    .replaceAll(/[\u00a0\t]+/g, ' ');
}

interface Sentence {
  readonly principal?: string | undefined;
  readonly action: string;
  readonly resource?: string | undefined;
  readonly reason?: string | undefined;
}

const ending =
  /\s+(?=with an? explicit deny|because no |because the |as no |\(Service: |\(status code|Encoded authorization)|["<](?=[,}\s]|\/|$)/;

function refusedSentence(text: string): Sentence | undefined {
  const found =
    /(?:User:\s*(\S+)\s+is\s+not authorized to perform:?|not authorized to perform:)\s*([A-Za-z][\w-]*:[\w*]+)(.*)$/.exec(
      text,
    ) ?? undefined;
  if (!found) return undefined;
  const [, who, action = '', rest = ''] = found;
  const [, after] = /^\s+on resource:\s*(.*)$/.exec(rest) ?? [];
  const resource = after === undefined ? undefined : printedResource(after);
  return {
    principal: who === 'anonymous' ? '*' : who,
    action: action.replace(/^SNS:/, 'sns:'),
    resource,
    reason: reasonOf(rest),
  };
}

/** Cuts the resource: a quoted one ends with its quote, another one with what follows in the sentence. */
function printedResource(text: string): string | undefined {
  const quoted = /^"([^"]+)"/.exec(text)?.[1];
  if (quoted !== undefined) return quoted;
  const [whole = ''] = text.split(ending);
  // An ARN ends at a space; names that IAM prints contain one (`user bob`).
  const first = whole.startsWith('arn:') ? (whole.split(/\s/)[0] ?? '') : whole;
  return first.trim().replace(/[.,;"'}\]]+$/, '') || undefined;
}

function reasonOf(text: string): string | undefined {
  const deny =
    /with an explicit deny(?: in (?:the |an? )?[\w -]*?policy|boundary| in an? permissions boundary)?(?:: arn:\S+)?/.exec(
      text,
    )?.[0];
  const none = /because (?:no [\w -]+? (?:policy|boundary) allows the \S+ action|the [^."<]+)/.exec(
    text,
  )?.[0];
  return (deny ?? none)?.replace(/[.,"]+$/, '');
}

/** Returns `userIdentity.arn` of an event, for messages that do not name the caller. */
const cloudTrailCaller = (text: string): string | undefined =>
  /"userIdentity"\s*:\s*\{[^{}]*"arn"\s*:\s*"(arn:[^"]+)"/.exec(text)?.[1];
