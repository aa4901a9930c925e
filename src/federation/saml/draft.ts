/**
 * A SAML response before it is signed: the provider's statement about a person as data, and as the XML that
 * is sent (SAML core and the Web Browser SSO profile, with the attributes that AWS reads).
 */

export interface SamlDraft {
  readonly responseId: string;
  readonly assertionId: string;
  /** The provider's entityID. */
  readonly issuer: string;
  /** ISO 8601, as all times here. */
  readonly issueInstant: string;
  /** AWS's sign-in endpoint: Destination and Recipient, which become `saml:aud`. */
  readonly recipient: string;
  readonly audience: string;
  readonly nameId: { readonly value: string; readonly format: string };
  readonly notBefore: string;
  readonly notOnOrAfter: string;
  /** End of the person's session at the provider. */
  readonly sessionNotOnOrAfter?: string;
  /** Id of the request that this answers; absent when the login started at the provider. */
  readonly inResponseTo?: string;
  readonly attributes: readonly { readonly name: string; readonly values: readonly string[] }[];
  /** Base64 of a public RSA key (SPKI in DER). The signed assertion is encrypted for it. */
  readonly encryptFor?: string;
}

export const awsSamlEndpoint = 'https://signin.aws.amazon.com/saml';
export const awsSamlAudience = 'urn:amazon:webservices';
const awsAttribute = 'https://aws.amazon.com/SAML/Attributes/';
/** The attributes that AWS reads (SAML-10…SAML-14). */
export const awsAttributes = {
  role: `${awsAttribute}Role`,
  roleSessionName: `${awsAttribute}RoleSessionName`,
  sessionDuration: `${awsAttribute}SessionDuration`,
  sourceIdentity: `${awsAttribute}SourceIdentity`,
  transitiveTagKeys: `${awsAttribute}TransitiveTagKeys`,
  principalTag: (key: string): string => `${awsAttribute}PrincipalTag:${key}`,
} as const;

const formats = 'urn:oasis:names:tc:SAML:2.0:nameid-format:';
export const nameIdFormats = {
  persistent: `${formats}persistent`,
  transient: `${formats}transient`,
  email: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
} as const;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};
/** Escapes a text for XML, both for content and for values in double quotes. */
export const xmlText = (text: string): string =>
  text.replace(/[&<>"\t\n\r]/g, (character) => entities[character] ?? character);

const attributeXml = ({ name, values }: SamlDraft['attributes'][number]): string =>
  `      <saml:Attribute Name="${xmlText(name)}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri">
${values.map((value) => `        <saml:AttributeValue>${xmlText(value)}</saml:AttributeValue>`).join('\n')}
      </saml:Attribute>`;

/** Returns the response as indented XML without a signature. */
export function samlResponseXml(draft: SamlDraft): string {
  const at = (name: Exclude<keyof SamlDraft, 'nameId' | 'attributes'>) => xmlText(draft[name] ?? '');
  const reply = draft.inResponseTo === undefined ? '' : ` InResponseTo="${at('inResponseTo')}"`;
  const session =
    draft.sessionNotOnOrAfter === undefined ? '' : ` SessionNotOnOrAfter="${at('sessionNotOnOrAfter')}"`;
  const { value, format } = draft.nameId;
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${at('responseId')}" Version="2.0" IssueInstant="${at('issueInstant')}" Destination="${at('recipient')}"${reply}>
  <saml:Issuer>${at('issuer')}</saml:Issuer>
  <samlp:Status>
    <samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/>
  </samlp:Status>
  <saml:Assertion ID="${at('assertionId')}" Version="2.0" IssueInstant="${at('issueInstant')}">
    <saml:Issuer>${at('issuer')}</saml:Issuer>
    <saml:Subject>
      <saml:NameID Format="${xmlText(format)}">${xmlText(value)}</saml:NameID>
      <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
        <saml:SubjectConfirmationData NotOnOrAfter="${at('notOnOrAfter')}" Recipient="${at('recipient')}"${reply}/>
      </saml:SubjectConfirmation>
    </saml:Subject>
    <saml:Conditions NotBefore="${at('notBefore')}" NotOnOrAfter="${at('notOnOrAfter')}">
      <saml:AudienceRestriction>
        <saml:Audience>${at('audience')}</saml:Audience>
      </saml:AudienceRestriction>
    </saml:Conditions>
    <saml:AuthnStatement AuthnInstant="${at('issueInstant')}" SessionIndex="${at('assertionId')}"${session}>
      <saml:AuthnContext>
        <saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef>
      </saml:AuthnContext>
    </saml:AuthnStatement>
    <saml:AttributeStatement>
${draft.attributes.map(attributeXml).join('\n')}
    </saml:AttributeStatement>
  </saml:Assertion>
</samlp:Response>`;
}
