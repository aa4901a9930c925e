/**
 * Checks the form of a SAML response before its signature is checked (SAML-01), and reads its assertion.
 *
 * INVARIANT: the assertion is read only from the canonical text that was signed. What no signature covers is
 * never read.
 */

import type { SamlAssertion } from '../../core/model/request/evidence.ts';
import { type Result, err, ok } from '../../core/model/result.ts';
import { canonicalize } from '../xml/c14n.ts';
import {
  type Element,
  selfAndDescendants,
  attributeOf,
  childrenOf,
  isNamed,
  ns,
  onlyChild,
  parseXml,
  plainText,
} from '../xml/xml.ts';

const success = 'urn:oasis:names:tc:SAML:2.0:status:Success';

type Signed = readonly { readonly element: Element; readonly signature: Element }[];

export interface SamlResponse {
  readonly assertion: Element;
  /** The elements that hold a signature, each with it. A good response has at least one. */
  readonly signed: Signed;
  /** The text to read when the signature covers the assertion only in its encrypted form. */
  readonly content?: string;
}

export interface EncryptedResponse {
  readonly encrypted: Element;
  readonly signed: Signed;
}

/** Returns the response with its one assertion, plain or encrypted, or the reason why it is not usable. */
export function readResponse(text: string): Result<SamlResponse | EncryptedResponse, string> {
  const read = parseXml(text);
  if (!read.ok) return read;
  const response = read.value;
  if (!isNamed(response, ns.protocol, 'Response')) return err('the root element is no samlp:Response');
  const elements = [...selfAndDescendants(response)];
  const assertions = elements.filter(({ localName }) => /^(Encrypted)?Assertion$/.test(localName ?? ''));
  const [assertion] = assertions;
  if (!assertion || assertions.length > 1)
    return err(`there are ${assertions.length} assertions instead of one`);
  const isEncrypted = isNamed(assertion, ns.assertion, 'EncryptedAssertion');
  const isPlain = isNamed(assertion, ns.assertion, 'Assertion');
  if (!(isPlain || isEncrypted) || assertion.parentNode !== response) {
    return err('the assertion is not a child of the response');
  }
  const status = onlyChild(onlyChild(response, ns.protocol, 'Status'), ns.protocol, 'StatusCode');
  if (attributeOf(status, 'Value') !== success) return err('the status is not Success');
  const signed = signaturesOf(isEncrypted ? [response] : [response, assertion], elements);
  if (!signed.ok) return signed;
  return ok(
    isEncrypted ? { encrypted: assertion, signed: signed.value } : { assertion, signed: signed.value },
  );
}

export function readOpened({ signed }: EncryptedResponse, text: string): Result<SamlResponse, string> {
  const read = parseXml(text);
  if (!read.ok) return read;
  const assertion = read.value;
  const elements = [...selfAndDescendants(assertion)];
  if (!isNamed(assertion, ns.assertion, 'Assertion')) return err('what was encrypted is no assertion');
  if (elements.filter(({ localName }) => localName === 'Assertion').length > 1) {
    return err('there are several assertions instead of one');
  }
  const own = signaturesOf([assertion], elements);
  if (!own.ok) return own;
  const content = own.value.length === 0 ? { content: canonicalize(assertion) } : {};
  return ok({ assertion, signed: [...signed, ...own.value], ...content });
}

/** Returns the signatures of the holders. A signature may be nowhere else, and only once in each holder. */
function signaturesOf(holders: readonly Element[], elements: readonly Element[]): Result<Signed, string> {
  const signed: { element: Element; signature: Element }[] = [];
  for (const element of holders) {
    const [signature, ...others] = childrenOf(element, ns.signature, 'Signature');
    if (others.length > 0) return err('an element is signed twice');
    if (signature) signed.push({ element, signature });
  }
  const all = elements.filter(({ localName }) => localName === 'Signature');
  return all.length === signed.length ? ok(signed) : err('a signature stands where none belongs');
}

/**
 * Reads the assertion in a canonical text that a signature covers, of the response or of the assertion alone.
 * A returned text says why it cannot be read.
 */
export function readAssertion(signedText: string): Result<SamlAssertion, string> {
  const read = parseXml(signedText);
  if (!read.ok) return read;
  const root = read.value;
  const assertion = isNamed(root, ns.assertion, 'Assertion')
    ? root
    : onlyChild(root, ns.assertion, 'Assertion');
  if (!assertion) return err('no assertion is signed');
  if (attributeOf(assertion, 'Version') !== '2.0') return err('the assertion is not of SAML 2.0');
  const issuer = plainText(onlyChild(assertion, ns.assertion, 'Issuer'));
  if (issuer === undefined) return err('the assertion has no Issuer');
  const nameId = nameIdOf(assertion);
  if (nameId === undefined) return err('the NameID is not plain text');
  return ok({
    id: attributeOf(assertion, 'ID') ?? '',
    issuer,
    issueInstant: attributeOf(assertion, 'IssueInstant') ?? '',
    ...nameId,
    confirmations: confirmationsOf(assertion),
    ...conditionsOf(assertion),
    ...optional(
      'sessionNotOnOrAfter',
      earliest(childrenOf(assertion, ns.assertion, 'AuthnStatement'), 'SessionNotOnOrAfter'),
    ),
    attributes: childrenOf(assertion, ns.assertion, 'AttributeStatement')
      .flatMap((statement) => childrenOf(statement, ns.assertion, 'Attribute'))
      .map((attribute) => ({
        name: attributeOf(attribute, 'Name') ?? '',
        values: childrenOf(attribute, ns.assertion, 'AttributeValue').map((value) =>
          (value.textContent ?? '').trim(),
        ),
      })),
  });
}

const optional = <K extends string>(name: K, value: string | undefined): { readonly [key in K]?: string } =>
  (value === undefined ? {} : { [name]: value }) as { readonly [key in K]?: string };

/** Returns `undefined` when there is a NameID that is not plain text. */
function nameIdOf(assertion: Element): Pick<SamlAssertion, 'nameId'> | undefined {
  const element = onlyChild(onlyChild(assertion, ns.assertion, 'Subject'), ns.assertion, 'NameID');
  if (!element) return {};
  const value = plainText(element);
  if (value === undefined) return undefined;
  return value === '' ? {} : { nameId: { value, ...optional('format', attributeOf(element, 'Format')) } };
}

const confirmationsOf = (assertion: Element): SamlAssertion['confirmations'] =>
  childrenOf(assertion, ns.assertion, 'Subject')
    .flatMap((subject) => childrenOf(subject, ns.assertion, 'SubjectConfirmation'))
    .map((confirmation) => {
      const data = onlyChild(confirmation, ns.assertion, 'SubjectConfirmationData');
      return {
        method: attributeOf(confirmation, 'Method') ?? '',
        ...optional('recipient', attributeOf(data, 'Recipient')),
        ...optional('notOnOrAfter', attributeOf(data, 'NotOnOrAfter')),
      };
    });

/** Returns the audiences that are in every restriction: all restrictions must hold (SAML core 2.5.1.4). */
function conditionsOf(assertion: Element): Pick<SamlAssertion, 'audiences' | 'notBefore' | 'notOnOrAfter'> {
  const conditions = childrenOf(assertion, ns.assertion, 'Conditions');
  const restrictions = conditions
    .flatMap((one) => childrenOf(one, ns.assertion, 'AudienceRestriction'))
    .map((restriction) =>
      childrenOf(restriction, ns.assertion, 'Audience').flatMap((audience) => plainText(audience) ?? []),
    );
  const [first = [], ...others] = restrictions;
  return {
    audiences: first.filter((audience) => others.every((other) => other.includes(audience))),
    ...optional('notBefore', attributeOf(conditions[0], 'NotBefore')),
    ...optional('notOnOrAfter', attributeOf(conditions[0], 'NotOnOrAfter')),
  };
}

function earliest(elements: readonly Element[], name: string): string | undefined {
  const [first] = elements
    .flatMap((element) => attributeOf(element, name) ?? [])
    .sort((a, b) => Date.parse(a) - Date.parse(b));
  return first;
}
