/** A message as texts that a person edits: its parameters, and what they carry, decoded. */

import { messageOfThrown } from '../../core/model/thrown.ts';
import type { Caller } from '../../core/model/request/request.ts';
import { type Result, err, ok } from '../../core/model/result.ts';
import { decodedText, encodedText } from './carried.ts';
import { jwtOf, jwtParts } from './jwt-parts.ts';
import type { FlowRequest } from '../send.ts';

export interface MessagePart {
  readonly id: 'params' | 'caller' | 'saml' | 'header' | 'claims' | 'signature';
  readonly title: string;
  readonly form: 'json' | 'text';
  readonly text: string;
}
type Params = FlowRequest['params'];

const samlNames = ['SAMLAssertion', 'SAMLResponse'] as const;
const json = (value: unknown): string => JSON.stringify(value, null, 2);

export function messagePartsOf({ params, caller, operation }: FlowRequest): MessagePart[] {
  const saml = samlNames.find((name) => typeof params[name] === 'string');
  const token = params['WebIdentityToken'];
  const parts = typeof token === 'string' ? jwtParts(token) : undefined;
  const carried = new Set<string>([...(saml ? [saml] : []), ...(parts ? ['WebIdentityToken'] : [])]);
  const plain = Object.fromEntries(Object.entries(params).filter(([name]) => !carried.has(name)));
  const part = (id: MessagePart['id'], title: string, form: MessagePart['form'], text: string) => [
    { id, title, form, text },
  ];
  return [
    ...(saml ? part('saml', 'SAML response', 'text', decodedText(String(params[saml]))) : []),
    ...(parts ? part('header', 'Header of the token', 'json', parts.header) : []),
    ...(parts ? part('claims', 'Claims of the token', 'json', parts.claims) : []),
    ...(parts ? part('signature', 'Signature of the token', 'text', parts.signature) : []),
    ...part('params', `Parameters of ${operation}`, 'json', json(plain)),
    ...(caller?.kind === 'service' ? part('caller', 'Who asks', 'json', json(caller)) : []),
  ];
}

/** Returns the message with one part replaced, or a text that says why the part is refused. */
export function withPart(
  message: FlowRequest,
  id: MessagePart['id'],
  text: string,
): Result<FlowRequest, string> {
  const { params } = message;
  const saml = samlNames.find((name) => typeof params[name] === 'string');
  if (id === 'saml')
    return ok(saml ? { ...message, params: { ...params, [saml]: encodedText(text) } } : message);
  if (id === 'signature') return ok(withToken(message, { signature: text.trim() }));
  const read = objectIn(text);
  if (!read.ok) return read;
  const value = read.value;
  if (id === 'caller') return ok({ ...message, caller: value as unknown as Caller });
  if (id === 'header' || id === 'claims') return ok(withToken(message, { [id]: text }));
  const carried = [...samlNames, 'WebIdentityToken'].filter(
    (name) => !(name in value) && typeof params[name] === 'string',
  );
  const kept = Object.fromEntries(carried.map((name) => [name, params[name]]));
  return ok({ ...message, params: { ...value, ...kept } });
}

function withToken(message: FlowRequest, change: Readonly<Record<string, string>>): FlowRequest {
  const parts = jwtParts(String(message.params['WebIdentityToken']));
  if (!parts) return message;
  return { ...message, params: { ...message.params, WebIdentityToken: jwtOf({ ...parts, ...change }) } };
}

function objectIn(text: string): Result<Params, string> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return ok(value as Params);
    return err('an object is needed: { … }');
  } catch (error) {
    return err(messageOfThrown(error));
  }
}
