/** Puts artefacts into words: titles, the form in which they were sent, form fields decoded. */

import { type Artefact, type FlowStep, checksOf } from '#app/flows/list.ts';
import type { StatementTrace, Trace } from '#core/authz/decision.ts';
import { arnName } from '#core/model/arn.ts';
import type { Claim } from './claims.ts';

export function artefactTitle(artefact: Artefact): string {
  switch (artefact.kind) {
    case 'http-request':
      return `${artefact.method} ${artefact.url.replace(/\?.*$/, '')}`;
    case 'http-response':
      return `HTTP ${artefact.status}`;
    case 'token':
    case 'xml':
      return artefact.title;
    case 'credentials':
      return 'Temporary credentials';
    case 'code':
      return `One-time code of ${deviceName(artefact.serialNumber)}`;
    case 'decision':
      return `Decision on ${artefact.title}: ${artefact.verdict}`;
    case 'checks':
      return artefact.stoppedAt === undefined
        ? `${artefact.operation} passed all ${artefact.operation === 'PresentToken' ? 'checks of the service' : 'of AWS’s checks'}`
        : 'Stopped at this check';
    case 'trail':
      return artefact.events.length === 1 ? 'In Activity' : `In Activity: ${artefact.events.length} events`;
    case 'note':
      return 'Good to know';
  }
}

const deviceName = (serial: string): string => (serial.startsWith('arn:') ? arnName(serial) : serial);

/** Returns the text that was sent, to look at and to copy. `undefined` when the artefact is not sent. */
export function sentForm(artefact: Artefact): string | undefined {
  switch (artefact.kind) {
    case 'http-request':
      return [`${artefact.method} ${artefact.url}`, ...headerLines(artefact), '', artefact.body].join('\n');
    case 'http-response':
      return [`HTTP/1.1 ${artefact.status}`, ...headerLines(artefact), '', artefact.body].join('\n');
    case 'xml':
      return artefact.encoded ?? artefact.text;
    case 'token':
      return artefact.text;
    default:
      return undefined;
  }
}

const headerLines = ({ headers }: { readonly headers: Readonly<Record<string, string>> }): string[] =>
  Object.entries(headers).map(([name, value]) => `${name}: ${value}`);

type Body =
  | { readonly kind: 'form'; readonly fields: readonly Claim[] }
  | { readonly kind: 'xml' | 'text'; readonly text: string };
const longest = 160;

export function bodyOf({
  headers,
  body,
  ...message
}: Extract<Artefact, { readonly kind: 'http-request' | 'http-response' }>): Body {
  const query = 'url' in message ? message.url.split('?')[1] : undefined;
  if (query !== undefined) return { kind: 'form', fields: fieldsOf(query) };
  if ((headers['content-type'] ?? '').includes('form-urlencoded')) {
    return { kind: 'form', fields: fieldsOf(body) };
  }
  if (body.startsWith('<')) return { kind: 'xml', text: body };
  return { kind: 'text', text: body };
}

/** Cuts long values such as an assertion in base64. They are decoded elsewhere, and whole as sent. */
const fieldsOf = (form: string): Claim[] =>
  form.split('&').map((field) => {
    const [name = '', value = ''] = field.split('=').map((part) => decodeURIComponent(part));
    const shown = value.length > longest ? `${value.slice(0, 60)}… (${value.length} characters)` : value;
    return { name, values: [shown] };
  });

export function whoIn(identity: Readonly<Record<string, unknown>>): string {
  const { arn, invokedBy, userName } = identity;
  const known = [arn, invokedBy, userName].find((one) => typeof one === 'string');
  return known ?? 'nobody known';
}

/** Returns the statements of the gate that decided: those that denied, else those that allowed. */
export const decidingIn = (trace: Trace): readonly StatementTrace[] =>
  trace.gates
    .filter(({ decided }) => decided)
    .flatMap(({ statements, outcome }) =>
      statements.filter(
        ({ applies, effect }) => applies && (effect === 'Deny') === (outcome === 'explicit-deny'),
      ),
    );

const stepSeconds = 30;

export function codeWords({ device }: Extract<Artefact, { readonly kind: 'code' }>, at: string): string {
  const counter = Math.floor(Date.parse(at) / 1000 / stepSeconds);
  const clock = (moment: number) => new Date(moment * 1000).toISOString().slice(11, 19);
  const from = counter * stepSeconds;
  const kind = device === 'virtual' ? 'An authenticator app' : 'A hardware token';
  return `${kind} and AWS share a secret. Both compute six digits from the secret and the number of the current half minute. That number is ${counter} (${clock(from)} to ${clock(from + stepSeconds)}). The method is HMAC-SHA-1, cut to six digits. A code works once.`;
}

export interface LetIn {
  readonly edited: string;
  readonly statements: readonly (readonly [policy: string, statements: readonly StatementTrace[]])[];
}

/** Returns the statements that allowed a changed message. `undefined` when no credentials followed it. */
export function letIn(log: readonly FlowStep[]): LetIn | undefined {
  const granted = log.findLastIndex(({ artefacts }) => artefacts.some(({ kind }) => kind === 'credentials'));
  const before = log.slice(0, granted + 1);
  // A refusal in between means that the changes before it did not get through.
  const since = before.findLastIndex(({ refusal }) => refusal !== undefined);
  const edited = before.slice(since + 1).findLast((step) => step.edited !== undefined)?.edited;
  if (granted < 0 || edited === undefined) return undefined;
  const decision = log[granted]?.artefacts.find(({ kind }) => kind === 'decision');
  const statements = decision?.kind === 'decision' ? decidingIn(decision.trace) : [];
  return { edited, statements: [...Map.groupBy(statements, ({ policy }) => policy)] };
}

/** Returns the check that stopped the newest refused step. `undefined` when none is named. */
export function stoppedCheck(log: readonly FlowStep[]) {
  const checks = log
    .findLast(({ refusal }) => refusal !== undefined)
    ?.artefacts.find(({ kind }) => kind === 'checks');
  if (checks?.kind !== 'checks') return undefined;
  const check = checksOf(checks.operation).find(({ id }) => id === checks.stoppedAt);
  return check && { ...check, because: checks.because };
}
