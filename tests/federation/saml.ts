/**
 * SAML responses for tests, signed by xml-crypto, never by the code that verifies. Everything is text, so
 * that an attack is a replacement in it.
 */

import { sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SignedXml } from 'xml-crypto';
import { TestAccount, account, allow } from '../core/api/door.ts';
import { dev, statement } from '../core/api/sts/account.ts';

const file = (name: string) => readFileSync(new URL(`../core/api/fixtures/${name}`, import.meta.url), 'utf8');
const own = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
export const bodyOf = (pem: string): string => pem.replace(/-----[^-]+-----/g, '').trim();

/** Keys by name; `certificate` is what the provider's metadata may publish. */
export const signers = {
  rsa: { key: file('rsa-key.pem'), certificate: file('rsa-certificate.pem') },
  ec: { key: file('ec-key.pem'), certificate: file('ec-certificate.pem') },
  /** Over since 2021. */
  expired: { key: own('expired-key.pem'), certificate: own('expired-certificate.pem') },
} as const;

export const provider = `arn:aws:iam::${account}:saml-provider/Corp`;
export const entityId = 'https://idp.example.com/saml';
const attribute = 'https://aws.amazon.com/SAML/Attributes/';

export const metadata = (certificates: readonly string[] = [signers.rsa.certificate], entity = entityId) =>
  `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entity}">
  <!-- the provider of the tests, long enough for the ${'least '.repeat(160)} length of a document -->
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
${certificates.map((certificate) => `    <md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${bodyOf(certificate)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`).join('\n')}
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example.com/sso"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>`;

export function setting(document = metadata()): TestAccount {
  const trust = statement({ Federated: provider }, 'sts:AssumeRoleWithSAML', {
    StringEquals: { 'saml:aud': 'https://signin.aws.amazon.com/saml' },
  });
  return new TestAccount().given(
    ['CreateSAMLProvider', { Name: 'Corp', SAMLMetadataDocument: document }],
    ['CreateRole', { RoleName: 'Dev', AssumeRolePolicyDocument: trust }],
    ['PutRolePolicy', { RoleName: 'Dev', PolicyName: 'p', PolicyDocument: allow('iam:ListUsers') }],
  );
}

const value = (name: string, ...values: string[]) =>
  `<saml:Attribute Name="${attribute}${name}">${values.map((one) => `<saml:AttributeValue xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">${one}</saml:AttributeValue>`).join('')}</saml:Attribute>`;

export interface Names {
  readonly id?: string;
  readonly nameId?: string;
  readonly role?: string;
  readonly provider?: string;
  /** ISO 8601. */
  readonly issued?: string;
  readonly until?: string;
}

/** A good assertion of 2026-01-31T11:59:00Z for ann, without a signature. */
export const assertionOf = ({
  id = '_a1',
  nameId = 'ann',
  role = dev,
  provider: by = provider,
  issued = '2026-01-31T11:59:00Z',
  until = '2026-01-31T12:05:00Z',
}: Names = {}) =>
  `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id}" Version="2.0" IssueInstant="${issued}"><saml:Issuer>${entityId}</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${nameId}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${until}" Recipient="https://signin.aws.amazon.com/saml"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${issued}" NotOnOrAfter="${until}"><saml:AudienceRestriction><saml:Audience>urn:amazon:webservices</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="${issued}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>${value('Role', `${role},${by}`)}${value('RoleSessionName', nameId)}</saml:AttributeStatement></saml:Assertion>`;

/** The head and the tail stand around the assertion. */
export const headOf = (id = '_r1', issued = '2026-01-31T11:59:00Z') =>
  `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="${id}" Version="2.0" IssueInstant="${issued}" Destination="https://signin.aws.amazon.com/saml"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${entityId}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>`;
export const tail = '</samlp:Response>';
export const responseOf = (names: Names = {}) => `${headOf('_r1', names.issued)}${assertionOf(names)}${tail}`;

export interface Signing {
  readonly what?: 'Assertion' | 'Response';
  readonly key?: string;
  readonly method?: string;
  readonly digest?: string;
  readonly c14n?: string;
  readonly transforms?: readonly string[];
  readonly prefixes?: readonly string[];
}

const algorithms = {
  exclusive: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  enveloped: 'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  rsaSha256: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
} as const;

/** The library xml-crypto has no ECDSA of its own. */
class EcdsaSha256 {
  getSignature(info: string, key: string): string {
    return sign('sha256', Buffer.from(info), { key, dsaEncoding: 'ieee-p1363' }).toString('base64');
  }
  getAlgorithmName(): string {
    return 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256';
  }
}

/** The document with an enveloped signature after the Issuer of the element. */
export function signed(
  xml: string,
  {
    what = 'Assertion',
    key = signers.rsa.key,
    method = algorithms.rsaSha256,
    digest = algorithms.sha256,
    c14n = algorithms.exclusive,
    transforms = [algorithms.enveloped, algorithms.exclusive],
    prefixes = [],
  }: Signing = {},
): string {
  const signer = new SignedXml({
    privateKey: key,
    signatureAlgorithm: method,
    canonicalizationAlgorithm: c14n,
  });
  if (method.includes('#hmac')) signer.enableHMAC();
  if (method.endsWith('#ecdsa-sha256')) signer.SignatureAlgorithms[method as never] = EcdsaSha256 as never;
  const xpath = `//*[local-name(.)='${what}']`;
  signer.addReference({
    xpath,
    digestAlgorithm: digest,
    transforms: transforms,
    inclusiveNamespacesPrefixList: [...prefixes],
  });
  const reference = `${xpath}/*[local-name(.)='Issuer']`;
  signer.computeSignature(xml, { prefix: 'ds', location: { reference, action: 'after' } });
  return signer.getSignedXml();
}

export const encoded = (xml: string): string => Buffer.from(xml).toString('base64');
