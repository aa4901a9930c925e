import type { SamlAssertion } from '../core/model/evidence.ts';
import {
  type Element,
  allOf,
  attributeOf,
  childrenOf,
  isNamed,
  ns,
  onlyChild,
  parseXml,
  plainText,
} from './xml.ts';

/**
 * What a SAML response must look like before its signature is worth checking (8.8 row 1), and what its
 * assertion says. The first reads the document as it was sent, the second only the canonical text that was
 * signed: what no signature covers is never read.
 */
const success = 'urn:oasis:names:tc:SAML:2.0:status:Success';

export interface SamlResponse {
  readonly assertion: Element;
  /** The elements that hold a signature, each with it; one at least is expected of a good response. */
  readonly signed: readonly { readonly element: Element; readonly signature: Element }[];
}

/** The response with its one assertion, or why it is not usable. */
export function readResponse(text: string): SamlResponse | string {
  const response = parseXml(text);
  if (typeof response === 'string') return response;
  if (!isNamed(response, ns.protocol, 'Response')) return 'the root element is no samlp:Response';
  const elements = [...allOf(response)];
  if (elements.some(({ localName }) => localName === 'EncryptedAssertion')) {
    return 'encrypted assertions are not decrypted here';
  }
  const assertions = elements.filter(({ localName }) => localName === 'Assertion');
  const [assertion] = assertions;
  if (!assertion || assertions.length > 1) return `there are ${assertions.length} assertions instead of one`;
  if (!isNamed(assertion, ns.assertion, 'Assertion') || assertion.parentNode !== response) {
    return 'the assertion is not a child of the response';
  }
  const status = onlyChild(onlyChild(response, ns.protocol, 'Status'), ns.protocol, 'StatusCode');
  if (attributeOf(status, 'Value') !== success) return 'the status is not Success';
  const signatures = elements.filter(({ localName }) => localName === 'Signature');
  const signed: { element: Element; signature: Element }[] = [];
  for (const element of [response, assertion]) {
    const [signature, ...others] = childrenOf(element, ns.signature, 'Signature');
    if (others.length > 0) return 'an element is signed twice';
    if (signature) signed.push({ element, signature });
  }
  if (signatures.length !== signed.length) return 'a signature stands where none belongs';
  return { assertion, signed };
}

/**
 * The content of the assertion in a canonical text that a signature covers: of the response, or of the
 * assertion alone. A text: why it cannot be read.
 */
export function readAssertion(signedText: string): SamlAssertion | string {
  const root = parseXml(signedText);
  if (typeof root === 'string') return root;
  const assertion = isNamed(root, ns.assertion, 'Assertion')
    ? root
    : onlyChild(root, ns.assertion, 'Assertion');
  if (!assertion) return 'no assertion is signed';
  if (attributeOf(assertion, 'Version') !== '2.0') return 'the assertion is not of SAML 2.0';
  const issuer = plainText(onlyChild(assertion, ns.assertion, 'Issuer'));
  if (issuer === undefined) return 'the assertion has no Issuer';
  const nameId = nameIdOf(assertion);
  if (nameId === undefined) return 'the NameID is not plain text';
  return {
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
  };
}

const optional = <K extends string>(name: K, value: string | undefined): { readonly [key in K]?: string } =>
  (value === undefined ? {} : { [name]: value }) as { readonly [key in K]?: string };

/** Undefined: there is one, of another form than text. */
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

/** Several restrictions must all hold (SAML core 2.5.1.4): the audiences that stand in each of them. */
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
