/** Reads the text of an AWS refusal, as people copy it. What the text does not say stays undefined. */

export interface RefusalText {
  readonly principal?: string;
  readonly action?: string;
  /** The resource as AWS printed it: an ARN, or what IAM prints (`user bob`, G-35). */
  readonly resource?: string;
  /** `with an explicit deny in a service control policy`, `because no session policy allows the … action`. */
  readonly reason?: string;
  /** The encoded decision of EC2 and others, for DecodeAuthorizationMessage (S-08). */
  readonly encoded?: string;
  /** The call that the CLI or an SDK names, when the message names no action: `GetObject`. */
  readonly operation?: string;
  /** The service of that call, where the text tells it: `S3`, `DynamoDB`, as SDKs write it. */
  readonly service?: string;
}

/** Only the first letters of a text are read: a refusal is short, a pasted log may have any length. */
export const readLetters = 1_000_000;

// INVARIANT: every expression of this file reads a text in linear time. A repetition is bounded, or what it
// repeats cannot contain the beginning of another attempt; `(?<!x)x+` tries a run once and not at each letter.

/** Returns `undefined` when the text is no refusal at all. */
export function parseRefusal(text: string): RefusalText | undefined {
  const plain = unwrapped(text.slice(0, readLetters));
  const encoded = /Encoded authorization failure message: *([\w+/=-]+(?: [\w+/=-]{40,})*)/i.exec(plain)?.[1];
  const sentence = refusedSentence(plain);
  const call = calledIn(plain);
  if (!sentence && encoded === undefined && !(call && isRefusal(plain))) return undefined;
  return {
    ...defined({ principal: sentence?.principal ?? cloudTrailCaller(plain) }),
    ...defined({ action: sentence?.action, resource: sentence?.resource, reason: sentence?.reason }),
    ...defined({ encoded: encoded?.replaceAll(' ', '') }),
    ...defined({ operation: call?.operation }),
    ...(sentence?.action === undefined ? defined({ service: call?.service }) : {}),
  };
}

const defined = <T extends object>(members: { [K in keyof T]: T[K] | undefined }): Partial<T> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Partial<T>;

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

const frame = /[│|╷╵>]/;

/** One line without escapes, frames of terminals and line breaks. Every white space in it is a blank. */
const unwrapped = (text: string): string =>
  text
    .replaceAll(/(?<!\\)\\+u003[cC]/g, '<')
    .replaceAll(/(?<!\\)\\+["n]/g, (escape) => (escape.endsWith('n') ? ' ' : '"'))
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
    .split(/[\r\n]+/)
    .map((line, index, lines) => withoutFrame(line, index > 0, index < lines.length - 1))
    .join(' ')
    .replaceAll(/\s/g, ' ');

/** Cuts what a terminal draws around a wrapped line, where another line is before or after it. */
function withoutFrame(line: string, before: boolean, after: boolean): string {
  let kept = before ? line.trimStart() : line;
  if (before && frame.test(kept.charAt(0))) kept = kept.slice(1).trimStart();
  if (!after) return kept;
  kept = kept.trimEnd();
  return frame.test(kept.charAt(kept.length - 1)) ? kept.slice(0, -1).trimEnd() : kept;
}

const isRefusal = (text: string): boolean =>
  /\b(?:Access ?Denied|UnauthorizedOperation|AuthorizationError)|not authorized|\(403\) when calling/i.test(
    text,
  );

interface Call {
  readonly operation: string;
  readonly service?: string | undefined;
}

/** Finds the call that the CLI, boto3 or the SDK for Go names in its own words around AWS's message. */
function calledIn(text: string): Call | undefined {
  const go = /operation error ([\w ]{1,60}): (\w{1,100}),/.exec(text);
  if (go?.[2] !== undefined) return { service: go[1], operation: go[2] };
  const [, code = '', operation, message = ''] =
    /(?:\((\w{1,100})\) )?when calling the (\w+) operation(?: \(reached max retries: \d+\))?: ?(.{0,20})/.exec(
      text,
    ) ?? [];
  return operation === undefined ? undefined : { operation, service: serviceOf(text, code, message) };
}

/** Tells the service by what only one has: S3's bare `Access Denied`, a code of EC2, a note of the SDK for Java. */
function serviceOf(text: string, code: string, message: string): string | undefined {
  const named = /\(Service: (?:Amazon ?|AWS ?)?([\w ]{1,60})[;,]/.exec(text)?.[1];
  if (named !== undefined) return named;
  if (code === 'UnauthorizedOperation') return 'EC2';
  const isBare = code === 'AccessDenied' ? /^Access Denied/ : /^Forbidden/;
  return (code === 'AccessDenied' || code === '403') && isBare.test(message) ? 'S3' : undefined;
}

interface Sentence {
  readonly principal?: string | undefined;
  readonly action: string;
  readonly resource?: string | undefined;
  readonly reason?: string | undefined;
}

const refused = /not authorized to perform(:?) *([A-Za-z][\w-]*:[\w*]+)/g;

/** Reads `User: … is not authorized to perform: …`; AWS leaves the user out where it does not know them. */
function refusedSentence(text: string): Sentence | undefined {
  for (const { 0: found, 1: colon, 2: action = '', index } of text.matchAll(refused)) {
    const who = userBefore(text, index);
    if (who === undefined && colon === '') continue;
    const rest = text.slice(index + found.length);
    const [, after] = /^ +on resource: *(.*)$/.exec(rest) ?? [];
    return {
      principal: who === 'anonymous' ? '*' : who,
      action: action.replace(/^SNS:/, 'sns:'),
      resource: after === undefined ? undefined : printedResource(after),
      reason: reasonOf(rest),
    };
  }
  return undefined;
}

function userBefore(text: string, end: number): string | undefined {
  const is = text.slice(Math.max(0, end - 4096), end).trimEnd();
  if (!is.endsWith(' is')) return undefined;
  const before = is.slice(0, -3).trimEnd();
  const at = before.lastIndexOf(' ') + 1;
  const word = before.slice(at);
  if (word.startsWith('User:') && word.length > 5) return word.slice(5);
  return before.slice(0, at).trimEnd().endsWith('User:') ? word : undefined;
}

const ending =
  /(?<! ) +(?=with an? explicit deny|because no |because the |as no |\(Service: |\(status code|Encoded authorization)|["<](?=[,} ]|\/|$)/;

/** Cuts the resource: a quoted one ends with its quote, another one with what follows in the sentence. */
function printedResource(text: string): string | undefined {
  const quoted = /^"([^"]+)"/.exec(text)?.[1];
  if (quoted !== undefined) return quoted;
  const end = ending.exec(text)?.index ?? text.length;
  const whole = text.slice(0, end);
  // An ARN ends at a space; names that IAM prints contain one (`user bob`).
  const first = whole.startsWith('arn:') ? (whole.split(' ', 1)[0] ?? '') : whole;
  return withoutTail(first.trim(), '.,;"\'}]') || undefined;
}

function reasonOf(text: string): string | undefined {
  const deny =
    /with an explicit deny(?: in (?:the |an? )?[\w -]{0,60}?policy|boundary| in an? permissions boundary)?(?:: arn:\S+)?/.exec(
      text,
    )?.[0];
  const none =
    /because (?:no [\w -]{1,60}? (?:policy|boundary) allows the \S{1,200} action|the [^."<]+)/.exec(
      text,
    )?.[0];
  const reason = deny ?? none;
  return reason === undefined ? undefined : withoutTail(reason, '.,"');
}

function withoutTail(text: string, letters: string): string {
  let end = text.length;
  while (end > 0 && letters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

const cloudTrailCaller = (text: string): string | undefined =>
  /"userIdentity" *: *\{[^{}]*"arn" *: *"(arn:[^"]+)"/.exec(text)?.[1];
